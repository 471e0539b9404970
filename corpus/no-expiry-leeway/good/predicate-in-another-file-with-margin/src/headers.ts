import * as SecureStore from "expo-secure-store";
import { isTokenExpired } from "./jwt";
import { renew } from "./renew";

export async function headers(): Promise<Record<string, string>> {
  const token = (await SecureStore.getItemAsync("accessToken")) ?? "";
  if (isTokenExpired(token)) {
    return { Authorization: `Bearer ${await renew()}` };
  }
  return { Authorization: `Bearer ${token}` };
}
