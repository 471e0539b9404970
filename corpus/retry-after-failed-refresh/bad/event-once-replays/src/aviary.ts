import * as SecureStore from 'expo-secure-store';
import { createEmitter } from './emitter';

const API = 'https://api.example.com';
const events = createEmitter();
let molting = false;

async function send(path: string) {
  const access = await SecureStore.getItemAsync('aviary.access');
  return fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
}

async function molt(): Promise<void> {
  molting = true;
  try {
    const refreshToken = await SecureStore.getItemAsync('aviary.refresh');
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('molt: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('aviary.access', pair.accessToken);
    await SecureStore.setItemAsync('aviary.refresh', pair.refreshToken);
  } finally {
    molting = false;
    events.emit('molted');
  }
}

export async function aviary(path: string): Promise<unknown> {
  let res = await send(path);
  if (res.status === 401) {
    if (molting) {
      await new Promise<void>((resolve) => events.once('molted', resolve));
    } else {
      await molt();
    }
    res = await send(path); // want: retry-after-failed-refresh
  }
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}
