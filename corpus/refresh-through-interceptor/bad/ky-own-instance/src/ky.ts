import ky, { type KyInstance } from 'ky';
import { read, write } from './keychain';

let renewing: Promise<string> | null = null;

async function renew(): Promise<string> {
  const refreshToken = await read('refresh');
  const next = await api // want: refresh-through-interceptor
    .post('auth/refresh', { json: { refreshToken } })
    .json<{ accessToken: string; refreshToken: string }>();
  await write('access', next.accessToken);
  await write('refresh', next.refreshToken);
  return next.accessToken;
}

export const api: KyInstance = ky.create({
  prefixUrl: 'https://api.example.com',
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        const token = await read('access');
        if (token) request.headers.set('Authorization', `Bearer ${token}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401) return response;
        renewing ??= renew().finally(() => (renewing = null));
        const token = await renewing;
        return ky(request, { headers: { Authorization: `Bearer ${token}` }, retry: 0 });
      },
    ],
  },
});
