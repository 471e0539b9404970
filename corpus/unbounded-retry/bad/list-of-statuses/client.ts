import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
const REFUSALS = [401, 403];
let flight: Promise<string> | null = null;

async function exchange(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refresh");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  await SecureStore.setItemAsync("access", pair.accessToken);
  await SecureStore.setItemAsync("refresh", pair.refreshToken);
  return pair.accessToken;
}

export async function request(path: string, given?: string | null): Promise<unknown> {
  const token = given ?? (await SecureStore.getItemAsync("access"));
  const response = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  if (REFUSALS.includes(response.status)) {
    flight ??= exchange().finally(() => {
      flight = null;
    });
    return request(path, await flight); // want: unbounded-retry
  }
  return response.json();
}
