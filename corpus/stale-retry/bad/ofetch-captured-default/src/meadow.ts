import { ofetch } from 'ofetch';
import * as SecureStore from 'expo-secure-store';

const baseURL = 'https://api.example.com';
let mowing: Promise<void> | null = null;

async function mow() {
  const refreshToken = await SecureStore.getItemAsync('meadow_refresh');
  const pair = await ofetch('/auth/refresh', { baseURL, method: 'POST', body: { refreshToken }, retry: 0 });
  await SecureStore.setItemAsync('meadow_access', pair.accessToken);
  await SecureStore.setItemAsync('meadow_refresh', pair.refreshToken);
}

export async function openMeadow() {
  const bearer = await SecureStore.getItemAsync('meadow_access');

  return ofetch.create({ // want: stale-retry
    baseURL,
    retry: 1,
    retryStatusCodes: [401],
    headers: { Authorization: `Bearer ${bearer}` },
    async onResponseError({ response }) {
      if (response.status !== 401) return;
      mowing ??= mow().finally(() => {
        mowing = null;
      });
      await mowing;
    },
  });
}
