import * as SecureStore from 'expo-secure-store';
import { fail, succeed, wait } from '.';

const API = 'https://api.example.com';
let renewing = false;

async function renew(): Promise<string> {
  if (renewing) return wait();
  renewing = true;
  try {
    const refreshToken = await SecureStore.getItemAsync('harbour.refresh');
    const res = await fetch(`${API}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`renew: ${res.status}`);
    const { data } = await res.json();
    await SecureStore.setItemAsync('harbour.access', data.accessToken);
    await SecureStore.setItemAsync('harbour.refresh', data.refreshToken);
    succeed(data.accessToken);
    return data.accessToken;
  } catch (reason) {
    fail(reason);
    throw reason;
  } finally {
    renewing = false;
  }
}

export async function authorised(path: string) {
  const ask = (token: string | null) => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  let res = await ask(await SecureStore.getItemAsync('harbour.access'));
  if (res.status === 401) res = await ask(await renew());
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}
