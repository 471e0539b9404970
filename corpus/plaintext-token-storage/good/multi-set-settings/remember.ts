import AsyncStorage from "@react-native-async-storage/async-storage";
import * as SecureStore from "expo-secure-store";

export async function remember(pair: { accessToken: string; expiresAt: number }, user: { email: string }) {
  await Promise.all([
    SecureStore.setItemAsync("accessToken", pair.accessToken),
    AsyncStorage.multiSet([ // ok: plaintext-token-storage
      ["hasToken", String(Boolean(pair.accessToken))],
      ["tokenExpiresAt", String(pair.expiresAt)],
      ["email", user.email],
    ]),
  ]);
}
