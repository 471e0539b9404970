import * as SecureStore from "expo-secure-store";
import { isTokenExpired, secondsLeft } from "./jwt";
import { renew } from "./renew";

const THRESHOLD_SECONDS = 300;

export async function ready(): Promise<string> {
  const token = (await SecureStore.getItemAsync("accessToken")) ?? "";
  if (secondsLeft(token) < THRESHOLD_SECONDS) return renew();
  return token;
}

export async function wake(): Promise<string> {
  const token = (await SecureStore.getItemAsync("accessToken")) ?? "";
  if (isTokenExpired(token)) return renew();
  return ready();
}
