import * as SecureStore from 'expo-secure-store';
import { emit, once } from './emitter';

const API = 'https://api.example.com';
const TUNED = 'tuned';
let tuning = false;

async function tune(): Promise<string> {
  if (tuning) {
    return new Promise<string>((resolve) => {
      once(TUNED, resolve); // want: stranded-waiters
    });
  }
  tuning = true;
  try {
    const refreshToken = await SecureStore.getItemAsync('choir.refresh');
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('tune: ' + res.status);
    const next = await res.json();
    await SecureStore.setItemAsync('choir.access', next.accessToken);
    await SecureStore.setItemAsync('choir.refresh', next.refreshToken);
    emit(TUNED, next.accessToken);
    return next.accessToken;
  } finally {
    tuning = false;
  }
}

export async function sing(path: string): Promise<unknown> {
  const access = await SecureStore.getItemAsync('choir.access');
  let res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status === 401) {
    const token = await tune();
    res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  }
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}
