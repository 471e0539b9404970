import { Mutex } from 'async-mutex';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const lock = new Mutex();

function rope(refused: string | null): Promise<string> {
  return lock.runExclusive(async () => {
    const now = await SecureStore.getItemAsync('tug.access');
    if (now && now !== refused) return now;
    const refreshToken = await SecureStore.getItemAsync('tug.refresh');
    // ok: unshared-refresh
    const res = await fetch(`${API}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('rope: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('tug.access', pair.accessToken);
    await SecureStore.setItemAsync('tug.refresh', pair.refreshToken);
    return pair.accessToken;
  });
}

export async function tug(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('tug.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const next = await rope(access);
  return fetch(API + path, { headers: { Authorization: `Bearer ${next}` } });
}
