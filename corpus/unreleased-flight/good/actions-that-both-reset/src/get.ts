import * as SecureStore from 'expo-secure-store';
import { renewFailed, renewStarted, renewSucceeded, store } from './store';

const API = 'https://api.example.com';
let waiting: { ok: (token: string) => void; ko: (e: unknown) => void }[] = [];

async function renew(): Promise<string> {
  if (store.getState().auth.renewing) {
    return new Promise((ok, ko) => waiting.push({ ok, ko }));
  }
  // ok: unreleased-flight
  store.dispatch(renewStarted());
  try {
    const refreshToken = await SecureStore.getItemAsync('diary.refresh');
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('renew: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('diary.access', pair.accessToken);
    await SecureStore.setItemAsync('diary.refresh', pair.refreshToken);
    store.dispatch(renewSucceeded());
    waiting.splice(0).forEach((w) => w.ok(pair.accessToken));
    return pair.accessToken;
  } catch (e) {
    store.dispatch(renewFailed());
    waiting.splice(0).forEach((w) => w.ko(e));
    throw e;
  }
}

export async function get(path: string): Promise<Response> {
  const token = await SecureStore.getItemAsync('diary.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  if (res.status !== 401) return res;
  return fetch(API + path, { headers: { Authorization: `Bearer ${await renew()}` } });
}
