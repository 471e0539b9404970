import * as SecureStore from "expo-secure-store";

const API = "https://api.shop.example";
let flight: Promise<string> | null = null;

interface TokenPair {
  accessToken: string;
  refreshToken: string;
}

async function requestPair() {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken }),
  });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair: TokenPair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken); // ok: dropped-rotated-token
  return { token: pair.accessToken, next: pair.refreshToken };
}

async function renew(): Promise<string> {
  const { token, next } = await requestPair();
  await SecureStore.setItemAsync("refreshToken", next);
  return token;
}

export function freshToken(): Promise<string> {
  flight ??= renew().finally(() => {
    flight = null;
  });
  return flight;
}
