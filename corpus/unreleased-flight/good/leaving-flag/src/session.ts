import * as SecureStore from "expo-secure-store";

const BASE = "https://api.example.com";
let leaving = false;
let flight: Promise<string | null> | null = null;

export async function arrive() {
  leaving = false;
}

export async function leave() {
  leaving = true; // ok: unreleased-flight
  await SecureStore.deleteItemAsync("refreshToken");
  await SecureStore.deleteItemAsync("accessToken");
}

async function renew(): Promise<string | null> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  if (!refreshToken) return null;
  const answer = await fetch(`${BASE}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (answer.status === 400 || answer.status === 401) {
    await leave();
    return null;
  }
  if (!answer.ok) throw new Error("the backend is not well");
  const pair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

function shared(): Promise<string | null> {
  if (leaving) return Promise.resolve(null);
  return (flight ??= renew().finally(() => {
    flight = null;
  }));
}

export async function get(path: string) {
  const send = async (token: string | null) => fetch(`${BASE}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  const answer = await send(await SecureStore.getItemAsync("accessToken"));
  if (answer.status !== 401) return answer;
  const token = await shared();
  return token ? send(token) : answer;
}
