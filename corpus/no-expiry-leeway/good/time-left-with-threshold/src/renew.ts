import * as SecureStore from "expo-secure-store";

let flight: Promise<string> | null = null;

export function renew(): Promise<string> {
  flight ??= spend().finally(() => {
    flight = null;
  });
  return flight;
}

async function spend(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const response = await fetch("https://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!response.ok) throw new Error(`the backend answered ${response.status}`);
  const pair = await response.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}
