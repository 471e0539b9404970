import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const moving = new Map<string, Promise<string>>();

async function forward(account: string): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync(`mail.${account}.refresh`);
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('forward: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync(`mail.${account}.access`, pair.accessToken);
  await SecureStore.setItemAsync(`mail.${account}.refresh`, pair.refreshToken);
  moving.delete(account);
  return pair.accessToken;
}

function renewFor(account: string): Promise<string> {
  const running = moving.get(account);
  if (running) return running;
  const started = forward(account);
  moving.set(account, started); // want: unreleased-flight
  return started;
}

export async function inbox(account: string, path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync(`mail.${account}.access`);
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const token = await renewFor(account);
  return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
}
