import { Mutex } from 'async-mutex';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const needle = new Mutex();

async function purl(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('yarn.refresh');
  return needle.runExclusive(async () => { // want: ineffective-single-flight
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('purl: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('yarn.access', pair.accessToken);
    await SecureStore.setItemAsync('yarn.refresh', pair.refreshToken);
    return pair.accessToken;
  });
}

export async function knit(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('yarn.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const token = await purl();
  return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
}
