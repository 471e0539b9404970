import ky, { type KyInstance } from 'ky';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let rematch: Promise<string> | null = null;

async function resit(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('chess.refresh');
  const tokens = await ky
    .post(`${API}/auth/refresh`, { json: { refreshToken } })
    .json<{ accessToken: string; refreshToken: string }>();
  await SecureStore.setItemAsync('chess.access', tokens.accessToken);
  await SecureStore.setItemAsync('chess.refresh', tokens.refreshToken);
  return tokens.accessToken;
}

export const http: KyInstance = ky.create({
  prefixUrl: API,
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        request.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('chess.access')}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401) return response;
        rematch ??= resit().finally(() => {
          rematch = null;
        });
        const token = await rematch;
        request.headers.set('Authorization', `Bearer ${token}`);
        return http(request); // want: unbounded-retry
      },
    ],
  },
});
