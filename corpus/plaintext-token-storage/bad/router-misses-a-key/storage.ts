import AsyncStorage from "@react-native-async-storage/async-storage";
import * as SecureStore from "expo-secure-store";

const SECRET_KEYS = new Set(["accessToken"]);

async function put(key: string, value: string) {
  if (SECRET_KEYS.has(key)) {
    await SecureStore.setItemAsync(key, value);
    return;
  }
  await AsyncStorage.setItem(key, value); // want: plaintext-token-storage "the refresh token"
}

export async function keep(pair: { accessToken: string; refreshToken: string }) {
  await put("accessToken", pair.accessToken);
  await put("refreshToken", pair.refreshToken);
}
