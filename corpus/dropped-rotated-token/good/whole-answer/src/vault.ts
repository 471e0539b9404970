import * as SecureStore from "expo-secure-store";

export async function savePair(pair: { accessToken: string; refreshToken: string }): Promise<void> {
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
}
