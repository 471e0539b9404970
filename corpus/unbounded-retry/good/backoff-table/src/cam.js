import * as SecureStore from 'expo-secure-store';
import { PAUSES } from './backoff';

const API = 'https://api.example.com';
let melting;

const melt = async () => {
  const refreshToken = await SecureStore.getItemAsync('cam.refresh');
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('melt: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('cam.access', pair.accessToken);
  await SecureStore.setItemAsync('cam.refresh', pair.refreshToken);
};

export async function cam(path, round = 0) {
  const token = await SecureStore.getItemAsync('cam.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  const pause = PAUSES[round];
  if (res.status !== 401 || pause === undefined) return res;

  melting ??= melt().finally(() => {
    melting = undefined;
  });
  await melting;
  await new Promise((done) => setTimeout(done, pause));
  // ok: unbounded-retry
  return cam(path, round + 1);
}
