import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let throwing: Promise<void> | null = null;

async function rethrow180(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('darts.refresh');
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('refresh: ' + res.status);
  const next = await res.json();
  await SecureStore.setItemAsync('darts.access', next.accessToken);
  await SecureStore.setItemAsync('darts.refresh', next.refreshToken);
}

export async function fetchScore(path: string, init: RequestInit = {}, isRetry = false): Promise<Response> {
  const access = await SecureStore.getItemAsync('darts.access');
  const res = await fetch(API + path, {
    ...init,
    headers: { ...init.headers, Authorization: `Bearer ${access}` },
  });
  if (res.status !== 401 || isRetry) return res;
  throwing ??= rethrow180().finally(() => {
    throwing = null;
  });
  await throwing;
  // ok: unbounded-retry
  return fetchScore(path, init, true);
}
