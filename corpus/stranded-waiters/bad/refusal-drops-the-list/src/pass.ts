import { ofetch, FetchError } from 'ofetch';
import * as SecureStore from 'expo-secure-store';

const baseURL = 'https://api.example.com';
const riders: { on: (token: string) => void; off: (why: unknown) => void }[] = [];
let boarding = false;

function board(): Promise<string> {
  if (boarding) {
    return new Promise((on, off) => riders.push({ on, off }));
  }
  boarding = true;
  return SecureStore.getItemAsync('pass-refresh')
    .then((refreshToken) => ofetch('/auth/refresh', { baseURL, method: 'POST', body: { refreshToken }, retry: 0 }))
    .then((pair) =>
      Promise.all([
        SecureStore.setItemAsync('pass-access', pair.accessToken),
        SecureStore.setItemAsync('pass-refresh', pair.refreshToken),
      ]).then(() => pair.accessToken as string),
    )
    .then(
      (token) => {
        boarding = false;
        riders.splice(0).forEach((r) => r.on(token));
        return token;
      },
      (why: FetchError) => {
        boarding = false;
        if (why.status === 400 || why.status === 401) {
          riders.length = 0; // want: stranded-waiters
          throw new Error('Please sign in again');
        }
        riders.splice(0).forEach((r) => r.off(why));
        throw why;
      },
    );
}

export async function $pass<T>(path: string): Promise<T> {
  const go = (token: string | null) =>
    ofetch<T>(path, { baseURL, retry: 0, headers: { Authorization: `Bearer ${token}` } });
  try {
    return await go(await SecureStore.getItemAsync('pass-access'));
  } catch (e) {
    if (!(e instanceof FetchError) || e.status !== 401) throw e;
  }
  return go(await board());
}
