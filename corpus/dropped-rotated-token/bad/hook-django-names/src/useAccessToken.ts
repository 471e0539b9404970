import * as SecureStore from "expo-secure-store";
import { useCallback, useState } from "react";

interface TokenPair {
  access: string;
  refresh: string;
}

let flight: Promise<string> | null = null;

async function requestPair(): Promise<TokenPair> {
  const refresh = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch("https://api.shop.example/token/refresh/", { method: "POST", body: JSON.stringify({ refresh }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair: TokenPair = await answer.json();
  return pair;
}

async function renew(): Promise<string> {
  const pair = await requestPair();
  await SecureStore.setItemAsync("accessToken", pair.access); // want: dropped-rotated-token
  return pair.access;
}

export function useAccessToken() {
  const [current, setCurrent] = useState<string | null>(null);
  const refresh = useCallback(async () => {
    flight ??= renew().finally(() => {
      flight = null;
    });
    setCurrent(await flight);
  }, []);
  return { current, refresh };
}
