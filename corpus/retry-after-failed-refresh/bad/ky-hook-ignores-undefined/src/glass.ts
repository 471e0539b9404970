import ky from 'ky';
import * as SecureStore from 'expo-secure-store';

const prefixUrl = 'https://api.example.com';

let blowing: Promise<string | undefined> | null = null;

async function blow(): Promise<string | undefined> {
  const refreshToken = await SecureStore.getItemAsync('glass-refresh');
  const res = await ky.post('auth/refresh', { prefixUrl, json: { refreshToken }, retry: 0, throwHttpErrors: false });
  if (res.ok) {
    const pair = await res.json<{ accessToken: string; refreshToken: string }>();
    await SecureStore.setItemAsync('glass-access', pair.accessToken);
    await SecureStore.setItemAsync('glass-refresh', pair.refreshToken);
    return pair.accessToken;
  }
}

export const glass = ky.create({
  prefixUrl,
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        request.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('glass-access')}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401) return;
        blowing ??= blow().finally(() => {
          blowing = null;
        });
        const token = await blowing;
        request.headers.set('Authorization', `Bearer ${token}`);
        return ky(request, { retry: 0 }); // want: retry-after-failed-refresh
      },
    ],
  },
});
