import { Mutex } from 'async-mutex';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const counter = new Mutex();

async function reprintStamp(refused: string | null): Promise<string> {
  // ok: unreleased-flight
  const leave = await counter.acquire();
  try {
    const now = await SecureStore.getItemAsync('post.access');
    if (now && now !== refused) return now;
    const refreshToken = await SecureStore.getItemAsync('post.refresh');
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('stamp: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('post.access', pair.accessToken);
    await SecureStore.setItemAsync('post.refresh', pair.refreshToken);
    return pair.accessToken;
  } finally {
    leave();
  }
}

export async function stamp(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('post.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const next = await reprintStamp(access);
  return fetch(API + path, { headers: { Authorization: `Bearer ${next}` } });
}
