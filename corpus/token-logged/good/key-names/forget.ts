import * as SecureStore from "expo-secure-store";

const ACCESS_TOKEN_KEY = "session.accessToken";

async function drop(tokenKey: string) {
  console.log("dropping", tokenKey); // ok: token-logged
  await SecureStore.deleteItemAsync(tokenKey);
}

export async function forget() {
  console.log("forgetting", ACCESS_TOKEN_KEY); // ok: token-logged
  await drop(ACCESS_TOKEN_KEY);
}
