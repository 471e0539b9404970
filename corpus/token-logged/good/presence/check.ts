import * as SecureStore from "expo-secure-store";

export async function check() {
  const accessToken = await SecureStore.getItemAsync("access_token");
  console.log("token?", !!accessToken, Boolean(accessToken), typeof accessToken); // ok: token-logged
  console.log("length", accessToken?.length, accessToken ? "present" : "missing"); // ok: token-logged
  console.log(accessToken && "signed in"); // ok: token-logged
  return accessToken !== null;
}
