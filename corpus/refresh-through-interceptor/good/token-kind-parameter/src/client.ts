import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

type Kind = 'access' | 'refresh';

let renewing: Promise<void> | null = null;

async function attempt(method: string, path: string, kind: Kind): Promise<Response> {
  const token = await SecureStore.getItemAsync(`driver.${kind}`);
  return fetch(API + path, { method, headers: { Authorization: `Bearer ${token}` } });
}

async function request<T>(method: string, path: string, kind: Kind = 'access'): Promise<T> {
  let res = await attempt(method, path, kind);
  if (res.status === 401 && kind === 'access') {
    if (!renewing) {
      renewing = renew().finally(() => {
        renewing = null;
      });
    }
    await renewing;
    res = await attempt(method, path, kind);
  }
  if (!res.ok) throw new Error(`${method} ${path} -> ${res.status}`);
  return (await res.json()) as T;
}

async function renew(): Promise<void> {
  // ok: refresh-through-interceptor
  const next = await request<{ accessToken: string; refreshToken: string }>('POST', '/auth/refresh', 'refresh');
  await SecureStore.setItemAsync('driver.access', next.accessToken);
  await SecureStore.setItemAsync('driver.refresh', next.refreshToken);
}

export const shifts = () => request<unknown[]>('GET', '/shifts');
export const signOn = (id: number) => request('POST', `/shifts/${id}/sign-on`);
