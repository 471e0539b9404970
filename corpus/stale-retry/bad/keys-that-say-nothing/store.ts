import * as SecureStore from "expo-secure-store";

export type Pair = { accessToken: string; refreshToken: string };

const SLOTS = { first: "@slot/1", second: "@slot/2" };

export const slot = (which: keyof typeof SLOTS): Promise<string | null> => SecureStore.getItemAsync(SLOTS[which]);

export async function fill(pair: Pair): Promise<void> {
  await SecureStore.setItemAsync(SLOTS.first, pair.accessToken);
  await SecureStore.setItemAsync(SLOTS.second, pair.refreshToken);
}
