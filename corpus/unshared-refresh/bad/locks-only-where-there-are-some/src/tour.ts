import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

async function exchange(refused: string | null): Promise<string> {
  const current = await SecureStore.getItemAsync('tour.access');
  if (current && current !== refused) return current;
  const refreshToken = await SecureStore.getItemAsync('tour.refresh');
  // want: unshared-refresh
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('exchange: ' + res.status);
  const next = await res.json();
  await SecureStore.setItemAsync('tour.access', next.accessToken);
  await SecureStore.setItemAsync('tour.refresh', next.refreshToken);
  return next.accessToken;
}

function freshToken(refused: string | null): Promise<string> {
  const locks = typeof navigator !== 'undefined' ? navigator.locks : undefined;
  if (locks) {
    return locks.request('tour-token', () => exchange(refused));
  }
  return exchange(refused);
}

export async function tour(path: string): Promise<Response> {
  const token = await SecureStore.getItemAsync('tour.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  if (res.status !== 401) return res;
  return fetch(API + path, { headers: { Authorization: `Bearer ${await freshToken(token)}` } });
}
