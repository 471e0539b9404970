import * as SecureStore from 'expo-secure-store';

export const HARBOUR = 'https://api.example.com';

let running: Promise<string> | null = null;

export function renew(): Promise<string> {
  running ??= trade().finally(() => {
    running = null;
  });
  return running;
}

async function trade(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('buoy.refresh');
  // ok: unshared-refresh
  const res = await fetch(`${HARBOUR}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error(`trade: ${res.status}`);
  const pair = await res.json();
  await SecureStore.setItemAsync('buoy.access', pair.accessToken);
  await SecureStore.setItemAsync('buoy.refresh', pair.refreshToken);
  return pair.accessToken;
}

async function send(path: string): Promise<Response> {
  const token = await SecureStore.getItemAsync('buoy.access');
  return fetch(HARBOUR + path, { headers: { Authorization: `Bearer ${token}` } });
}

export async function read(path: string): Promise<Response> {
  const first = await send(path);
  if (first.status !== 401) return first;
  await renew();
  return send(path);
}
