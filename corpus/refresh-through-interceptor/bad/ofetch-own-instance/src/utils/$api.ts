import { ofetch } from 'ofetch';
import * as SecureStore from 'expo-secure-store';

const ACCESS = 'pals-access';
const REFRESH = 'pals-refresh';

let flight: Promise<void> | null = null;

export const $api = ofetch.create({
  baseURL: 'https://api.example.com',
  retry: 1,
  retryStatusCodes: [401],
  async onRequest({ options }) {
    const headers = new Headers(options.headers);
    headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync(ACCESS)}`);
    options.headers = headers;
  },
  async onResponseError({ response, options }) {
    if (response.status !== 401 || !options.retry) return;
    flight ??= exchange().finally(() => {
      flight = null;
    });
    await flight;
  },
});

async function exchange() {
  const refreshToken = await SecureStore.getItemAsync(REFRESH);
  // want: refresh-through-interceptor
  const pair = await $api('/auth/refresh', { method: 'POST', body: { refreshToken } });
  await SecureStore.setItemAsync(ACCESS, pair.accessToken);
  await SecureStore.setItemAsync(REFRESH, pair.refreshToken);
}
