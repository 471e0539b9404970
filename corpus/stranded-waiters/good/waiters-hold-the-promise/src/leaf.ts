import ky from 'ky';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

let pouring: Promise<string> | null = null;
let waiting: string[] = [];

async function pour(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('tea.refresh');
  const pot = await ky
    .post(`${API}/auth/refresh`, { json: { refreshToken }, retry: 0 })
    .json<{ accessToken: string; refreshToken: string }>();
  await SecureStore.setItemAsync('tea.access', pot.accessToken);
  await SecureStore.setItemAsync('tea.refresh', pot.refreshToken);
  return pot.accessToken;
}

function join(url: string): Promise<string> {
  waiting.push(url);
  if (!pouring) {
    pouring = pour().finally(() => {
      console.debug(`${waiting.length} requests waited`);
      // ok: stranded-waiters
      waiting = [];
      pouring = null;
    });
  }
  return pouring;
}

const http = ky.create({
  prefixUrl: API,
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        request.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('tea.access')}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401) return response;
        const token = await join(request.url);
        const again = new Request(request);
        again.headers.set('Authorization', `Bearer ${token}`);
        return fetch(again);
      },
    ],
  },
});

export const leaf = <T>(name: string) => http.get(name).json<T>();
