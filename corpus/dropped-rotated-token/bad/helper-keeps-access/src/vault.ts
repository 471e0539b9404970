import * as SecureStore from "expo-secure-store";

export async function saveAccess(value: string): Promise<void> {
  await SecureStore.setItemAsync("accessToken", value);
}
