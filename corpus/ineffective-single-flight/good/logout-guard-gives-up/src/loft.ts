import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let leaving = false;
let renewal: Promise<string> | null = null;

export async function leave() {
  leaving = true;
  try {
    await fetch(`${API}/auth/logout`, { method: 'POST' }).catch(() => undefined);
    await SecureStore.deleteItemAsync('loft.access');
    await SecureStore.deleteItemAsync('loft.refresh');
  } finally {
    leaving = false;
  }
}

async function homing(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('loft.refresh');
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('homing: ' + res.status);
  const fresh = await res.json();
  await SecureStore.setItemAsync('loft.access', fresh.accessToken);
  await SecureStore.setItemAsync('loft.refresh', fresh.refreshToken);
  return fresh.accessToken;
}

export async function loft(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('loft.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  // ok: ineffective-single-flight
  if (res.status !== 401 || leaving) return res;
  renewal ??= homing().finally(() => {
    renewal = null;
  });
  const next = await renewal;
  return fetch(API + path, { headers: { Authorization: `Bearer ${next}` } });
}
