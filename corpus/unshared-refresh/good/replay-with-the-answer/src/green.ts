import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let sprouting: Promise<string> | null = null;

async function plant(): Promise<string> {
  const stored = await SecureStore.getItemAsync('green.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken: stored }),
  });
  if (!res.ok) throw new Error('plant: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('green.access', pair.accessToken);
  await SecureStore.setItemAsync('green.refresh', pair.refreshToken);
  return pair.accessToken;
}

function refreshToken(): Promise<string> {
  sprouting ??= plant().finally(() => {
    sprouting = null;
  });
  return sprouting;
}

export async function fetchGreen(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('green.access');
  const first = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (first.status !== 401) return first;
  const next = await refreshToken();
  // ok: unshared-refresh
  return fetch(API + path, { headers: { Authorization: `Bearer ${next}` } });
}
