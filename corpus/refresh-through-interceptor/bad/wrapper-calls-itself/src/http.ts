import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';

interface Options {
  method?: string;
  body?: unknown;
}

let running: Promise<void> | undefined;

export async function http<T>(path: string, { method = 'GET', body }: Options = {}): Promise<T> {
  const send = async () => {
    const token = await SecureStore.getItemAsync('lost.access');
    return fetch(HOST + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  };

  let res = await send();
  if (res.status === 401) {
    running ??= swap().finally(() => {
      running = undefined;
    });
    await running;
    res = await send();
  }
  if (!res.ok) throw new Error(`${method} ${path}: ${res.status}`);
  return res.json();
}

async function swap(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('lost.refresh');
  // want: refresh-through-interceptor
  const pair = await http<{ accessToken: string; refreshToken: string }>('/auth/refresh', {
    method: 'POST',
    body: { refreshToken },
  });
  await SecureStore.setItemAsync('lost.access', pair.accessToken);
  await SecureStore.setItemAsync('lost.refresh', pair.refreshToken);
}

export const get = <T>(path: string) => http<T>(path);
export const post = <T>(path: string, body: unknown) => http<T>(path, { method: 'POST', body });
