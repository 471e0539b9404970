import * as SecureStore from 'expo-secure-store';

const PIER = 'https://api.example.com';

let sailing: Promise<void> | null = null;

async function send(path: string, init: RequestInit): Promise<Response> {
  const token = await SecureStore.getItemAsync('ferry.access');
  return fetch(PIER + path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });
}

async function trade(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('ferry.refresh');
  // ok: unshared-refresh
  const res = await fetch(`${PIER}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error(`trade: ${res.status}`);
  const pair = await res.json();
  await SecureStore.setItemAsync('ferry.access', pair.accessToken);
  await SecureStore.setItemAsync('ferry.refresh', pair.refreshToken);
}

export async function ferry(path: string, init: RequestInit = {}): Promise<Response> {
  const first = await send(path, init);
  if (first.status === 401 || first.status === 419) {
    sailing ??= trade().finally(() => {
      sailing = null;
    });
    await sailing;
    return send(path, init);
  }
  return first;
}
