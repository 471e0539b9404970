import * as SecureStore from "expo-secure-store";
import { savePair } from "./vault";

const API = "https://api.shop.example";
let flight: Promise<string> | null = null;

interface TokenPair {
  accessToken: string;
  refreshToken: string;
}

async function renew(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken }),
  });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair: TokenPair = await answer.json();
  await savePair(pair); // ok: dropped-rotated-token
  return pair.accessToken;
}

export function freshToken(): Promise<string> {
  flight ??= renew().finally(() => {
    flight = null;
  });
  return flight;
}
