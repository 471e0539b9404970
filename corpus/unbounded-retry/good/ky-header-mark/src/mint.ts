import ky, { type KyInstance } from 'ky';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const AGAIN = 'X-Once-More';
let cutting: Promise<string> | null = null;

async function cut(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('herb.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('cut: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('herb.access', pair.accessToken);
  await SecureStore.setItemAsync('herb.refresh', pair.refreshToken);
  return pair.accessToken;
}

export const mint: KyInstance = ky.create({
  prefixUrl: API,
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        request.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('herb.access')}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401 || request.headers.has(AGAIN)) return response;
        cutting ??= cut().finally(() => {
          cutting = null;
        });
        await cutting;
        request.headers.set(AGAIN, '1');
        // ok: unbounded-retry
        return mint(request);
      },
    ],
  },
});
