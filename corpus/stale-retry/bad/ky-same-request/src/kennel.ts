import ky from 'ky';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

let fetching: Promise<void> | null = null;

function fetchBone(): Promise<void> {
  if (fetching) return fetching;
  fetching = (async () => {
    try {
      const refreshToken = await SecureStore.getItemAsync('kennel.refresh');
      const next = await ky
        .post(`${API}/auth/refresh`, { json: { refreshToken }, retry: 0 })
        .json<{ accessToken: string; refreshToken: string }>();
      await SecureStore.setItemAsync('kennel.access', next.accessToken);
      await SecureStore.setItemAsync('kennel.refresh', next.refreshToken);
    } finally {
      fetching = null;
    }
  })();
  return fetching;
}

export const kennel = ky.create({
  prefixUrl: API,
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        const access = await SecureStore.getItemAsync('kennel.access');
        request.headers.set('Authorization', `Bearer ${access}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401) return response;
        await fetchBone();
        return ky(request, { retry: 0 }); // want: stale-retry
      },
    ],
  },
});
