import * as SecureStore from 'expo-secure-store';
import { pipeline, type Middleware } from './pipeline';

const API = 'https://api.example.com';
let flight: Promise<string> | null = null;

async function surface(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('seal.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('surface: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('seal.access', pair.accessToken);
  await SecureStore.setItemAsync('seal.refresh', pair.refreshToken);
  return pair.accessToken;
}

const bearer: Middleware = async (call, next) => {
  const authorised = (token: string | null) => next({ ...call, headers: { ...call.headers, Authorization: `Bearer ${token}` } });
  const res = await authorised(await SecureStore.getItemAsync('seal.access'));
  if (res.status !== 401) return res;
  flight ??= surface().finally(() => {
    flight = null;
  });
  // ok: unbounded-retry
  return authorised(await flight);
};

const json: Middleware = (call, next) => next({ ...call, headers: { ...call.headers, Accept: 'application/json' } });

const send = pipeline((call) => fetch(API + call.path, { headers: call.headers }), bearer, json);

export const client = (path: string) => send({ path, headers: {} });
