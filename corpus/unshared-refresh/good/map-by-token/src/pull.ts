import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const baths = new Map<string, Promise<string>>();
const held = { access: '', refresh: '' };

export async function adopt(access: string, refresh: string): Promise<void> {
  await SecureStore.setItemAsync('lab.access', access);
  await SecureStore.setItemAsync('lab.refresh', refresh);
  Object.assign(held, { access, refresh });
}

async function develop(refreshToken: string): Promise<string> {
  // ok: unshared-refresh
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('develop: ' + res.status);
  const body = await res.json();
  await adopt(body.accessToken, body.refreshToken);
  return body.accessToken;
}

function bathe(): Promise<string> {
  const key = held.refresh;
  let bath = baths.get(key);
  if (!bath) {
    bath = develop(key).finally(() => baths.delete(key));
    baths.set(key, bath);
  }
  return bath;
}

export async function pull(path: string): Promise<Response> {
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${held.access}` } });
  if (res.status !== 401) return res;
  const fresh = await bathe();
  return fetch(API + path, { headers: { Authorization: `Bearer ${fresh}` } });
}
