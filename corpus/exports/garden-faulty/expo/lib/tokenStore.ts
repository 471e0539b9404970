import AsyncStorage from "@react-native-async-storage/async-storage";

import type { Tokens } from "@/types/session";

const KEY = "garden.tokens";

export async function loadTokens(): Promise<Tokens | null> {
  const raw = await AsyncStorage.getItem(KEY);
  return raw ? (JSON.parse(raw) as Tokens) : null;
}

export async function saveTokens(tokens: Tokens): Promise<void> {
  await AsyncStorage.setItem(KEY, JSON.stringify(tokens)); // want: plaintext-token-storage
}

export async function clearTokens(): Promise<void> {
  await AsyncStorage.removeItem(KEY);
}
