import ky from 'ky';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let firing: Promise<string> | undefined;

function kiln(): Promise<string> {
  if (firing) return firing;
  firing = new Promise<string>((resolve, reject) => {
    SecureStore.getItemAsync('pot.refresh')
      // ok: unshared-refresh
      .then((refreshToken) => ky.post(`${API}/auth/refresh`, { json: { refreshToken } }))
      .then((res) => res.json<{ accessToken: string; refreshToken: string }>())
      .then(async (pair) => {
        await SecureStore.setItemAsync('pot.access', pair.accessToken);
        await SecureStore.setItemAsync('pot.refresh', pair.refreshToken);
        firing = undefined;
        resolve(pair.accessToken);
      })
      .catch((reason) => {
        firing = undefined;
        reject(reason);
      });
  });
  return firing;
}

export const studio = ky.create({
  prefixUrl: API,
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        request.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('pot.access')}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401) return response;
        request.headers.set('Authorization', `Bearer ${await kiln()}`);
        return fetch(request);
      },
    ],
  },
});
