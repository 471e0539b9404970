import AsyncStorage from "@react-native-async-storage/async-storage";
import * as SecureStore from "expo-secure-store";
import { Platform } from "react-native";

import type { Tokens } from "@/types/session";

const KEY = "garden.tokens";

export async function loadTokens(): Promise<Tokens | null> {
  const raw = Platform.OS === "web" ? await AsyncStorage.getItem(KEY) : await SecureStore.getItemAsync(KEY);
  return raw ? (JSON.parse(raw) as Tokens) : null;
}

export async function saveTokens(tokens: Tokens): Promise<void> {
  const raw = JSON.stringify(tokens);
  if (Platform.OS === "web") {
    await AsyncStorage.setItem(KEY, raw); // ok: plaintext-token-storage
  } else {
    await SecureStore.setItemAsync(KEY, raw);
  }
}

export async function clearTokens(): Promise<void> {
  if (Platform.OS === "web") {
    await AsyncStorage.removeItem(KEY);
  } else {
    await SecureStore.deleteItemAsync(KEY);
  }
}
