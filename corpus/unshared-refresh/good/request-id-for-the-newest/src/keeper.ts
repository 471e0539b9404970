import * as SecureStore from 'expo-secure-store';
import { Multicaster } from './Multicaster';

const API = 'https://api.example.com';
const tokens = new Multicaster<string>();

async function save(pair: { accessToken: string; refreshToken: string }): Promise<string> {
  await SecureStore.setItemAsync('zoo.access', pair.accessToken);
  await SecureStore.setItemAsync('zoo.refresh', pair.refreshToken);
  return pair.accessToken;
}

async function post(path: string, body: object) {
  const res = await fetch(API + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}

async function feed(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('zoo.refresh');
  // ok: unshared-refresh
  return save(await post('/auth/refresh', { refreshToken }));
}

export const keeper = {
  login: (email: string, password: string) =>
    tokens.replace(async () => save(await post('/auth/login', { email, password }))),

  async get(path: string): Promise<Response> {
    const access = await SecureStore.getItemAsync('zoo.access');
    const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
    if (res.status !== 401) return res;
    const token = await tokens.join(feed);
    return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  },
};
