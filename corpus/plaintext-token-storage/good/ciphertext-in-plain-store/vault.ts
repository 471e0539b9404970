import AsyncStorage from "@react-native-async-storage/async-storage";
import CryptoJS from "crypto-js";
import * as SecureStore from "expo-secure-store";

export async function keep(pair: { accessToken: string; refreshToken: string }) {
  const key = await SecureStore.getItemAsync("vault.key");
  if (key === null) {
    throw new Error("no key");
  }
  const sealed = CryptoJS.AES.encrypt(JSON.stringify(pair), key).toString();
  await AsyncStorage.setItem("vault", sealed); // ok: plaintext-token-storage
}
