import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const MARGIN_MS = 60_000;
let thawing: Promise<void> | null = null;

async function thaw(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('road.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('thaw: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('road.access', pair.accessToken);
  await SecureStore.setItemAsync('road.refresh', pair.refreshToken);
  await SecureStore.setItemAsync('road.expiresAt', String(Date.now() + pair.expiresIn * 1000));
}

async function nearExpiry(): Promise<boolean> {
  const expiresAt = Number(await SecureStore.getItemAsync('road.expiresAt'));
  return Date.now() > expiresAt - MARGIN_MS;
}

export async function road(path: string): Promise<Response> {
  const token = await SecureStore.getItemAsync('road.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  if (res.status !== 401) return res;
  if (thawing || (await nearExpiry())) {
    thawing ??= thaw().finally(() => {
      thawing = null;
    });
    await thawing;
    // ok: unbounded-retry
    return road(path);
  }
  const current = await SecureStore.getItemAsync('road.access');
  return current === token ? res : road(path);
}
