import ky, { type Hooks } from 'ky';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let sprouting: Promise<string> | null = null;

async function sprout(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('seeds.refresh');
  const next = await ky
    .post(`${API}/auth/refresh`, { json: { refreshToken }, retry: 0 })
    .json<{ accessToken: string; refreshToken: string }>();
  await SecureStore.setItemAsync('seeds.access', next.accessToken);
  await SecureStore.setItemAsync('seeds.refresh', next.refreshToken);
  return next.accessToken;
}

const hooks: Hooks = {
  beforeRequest: [
    async (request) => {
      const token = await SecureStore.getItemAsync('seeds.access');
      request.headers.set('Authorization', `Bearer ${token}`);
    },
  ],
  afterResponse: [
    async (request, options, response) => {
      if (response.status === 401) {
        sprouting ??= sprout().finally(() => {
          sprouting = null;
        });
        await sprouting;
        return ky(request, { ...options, hooks }); // want: unbounded-retry
      }
    },
  ],
};

export const seeds = ky.create({ prefixUrl: API, retry: 0, hooks });
