import * as SecureStore from 'expo-secure-store';
import { moored } from './moored';

const API = 'https://api.example.com';
let docking: Promise<string> | null = null;

function dock(): Promise<string> {
  docking ??= moored(async () => {
    const refreshToken = await SecureStore.getItemAsync('harbour.refresh');
    // ok: unshared-refresh
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('dock: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('harbour.access', pair.accessToken);
    await SecureStore.setItemAsync('harbour.refresh', pair.refreshToken);
    return pair.accessToken as string;
  }).finally(() => {
    docking = null;
  });
  return docking;
}

export async function read(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('harbour.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const token = await dock();
  return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
}
