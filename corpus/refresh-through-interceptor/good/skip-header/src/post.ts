import ky, { type KyInstance } from 'ky';
import * as SecureStore from 'expo-secure-store';

const SKIP = 'X-Skip-Bearer';
let stamping: Promise<string> | null = null;

async function stamp(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('post.refresh');
  const next = await post
    // ok: refresh-through-interceptor
    .post('auth/refresh', { json: { refreshToken }, headers: { [SKIP]: '1' } })
    .json<{ accessToken: string; refreshToken: string }>();
  await SecureStore.setItemAsync('post.access', next.accessToken);
  await SecureStore.setItemAsync('post.refresh', next.refreshToken);
  return next.accessToken;
}

export const post: KyInstance = ky.create({
  prefixUrl: 'https://api.example.com',
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        if (request.headers.has(SKIP)) return;
        request.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('post.access')}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401 || request.headers.has(SKIP)) return response;
        if (!stamping) {
          stamping = stamp().finally(() => {
            stamping = null;
          });
        }
        const again = new Request(request);
        again.headers.set('Authorization', `Bearer ${await stamping}`);
        return fetch(again);
      },
    ],
  },
});
