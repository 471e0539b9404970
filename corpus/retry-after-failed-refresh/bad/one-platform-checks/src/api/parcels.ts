import { Platform } from 'react-native';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const isWeb = Platform.OS === 'web';

let cookieRenewal: Promise<boolean> | null = null;
let nativeRenewal: Promise<boolean> | null = null;

async function renewCookie(): Promise<boolean> {
  const res = await fetch(`${API}/auth/refresh`, { method: 'POST', credentials: 'include' });
  return res.ok;
}

async function renewNative(): Promise<boolean> {
  const refreshToken = await SecureStore.getItemAsync('parcels.refresh');
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) return false;
  const pair = await res.json();
  await SecureStore.setItemAsync('parcels.access', pair.accessToken);
  await SecureStore.setItemAsync('parcels.refresh', pair.refreshToken);
  return true;
}

async function send(path: string): Promise<Response> {
  if (isWeb) return fetch(API + path, { credentials: 'include' });
  const access = await SecureStore.getItemAsync('parcels.access');
  return fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
}

export async function parcels(path: string): Promise<unknown> {
  let res = await send(path);
  if (res.status === 401) {
    if (isWeb) {
      cookieRenewal ??= renewCookie().finally(() => (cookieRenewal = null));
      if (!(await cookieRenewal)) throw new Error('signed out');
    } else {
      nativeRenewal ??= renewNative().finally(() => (nativeRenewal = null));
      await nativeRenewal;
    }
    res = await send(path); // want: retry-after-failed-refresh
  }
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}
