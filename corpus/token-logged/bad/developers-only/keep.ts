import * as SecureStore from "expo-secure-store";

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

export async function keep(tokens: Tokens) {
  if (__DEV__) {
    console.log("keeping", { ...tokens, at: new Date().toISOString() }); // want: token-logged
  }
  await SecureStore.setItemAsync("tokens", JSON.stringify(tokens));
}
