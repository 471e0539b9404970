import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
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

class Client {
  async call(path: string, given?: string, last = false): Promise<unknown> {
    const token = given ?? (await SecureStore.getItemAsync("access"));
    const response = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
    if (response.status === 401 && !last) {
      flight ??= exchange().finally(() => {
        flight = null;
      });
      return this.call(path, await flight, true); // ok: unbounded-retry
    }
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return response.json();
  }
}

export const client = new Client();
