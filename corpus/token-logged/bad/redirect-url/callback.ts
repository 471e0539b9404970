import * as Linking from "expo-linking";
import * as SecureStore from "expo-secure-store";

export function listen(onSignedIn: () => void) {
  return Linking.addEventListener("url", async ({ url }) => {
    console.log("came back with", url); // want: token-logged "a redirect address"
    const fragment = new URLSearchParams(url.split("#")[1]);
    const accessToken = fragment.get("access_token");
    if (accessToken) {
      await SecureStore.setItemAsync("access", accessToken);
      onSignedIn();
    }
  });
}
