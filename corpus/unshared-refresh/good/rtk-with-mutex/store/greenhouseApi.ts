import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react';
import type { BaseQueryFn, FetchArgs, FetchBaseQueryError } from '@reduxjs/toolkit/query';
import { Mutex } from 'async-mutex';
import * as SecureStore from 'expo-secure-store';

const airlock = new Mutex();

const raw = fetchBaseQuery({
  baseUrl: 'https://api.example.com',
  prepareHeaders: async (headers) => {
    headers.set('authorization', `Bearer ${await SecureStore.getItemAsync('green.access')}`);
    return headers;
  },
});

export const pane: BaseQueryFn<string | FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  await airlock.waitForUnlock();
  const before = await SecureStore.getItemAsync('green.access');
  let result = await raw(args, api, extra);
  if (result.error?.status !== 401) return result;

  if (airlock.isLocked()) {
    await airlock.waitForUnlock();
    const grew = (await SecureStore.getItemAsync('green.access')) !== before;
    return grew ? raw(args, api, extra) : result;
  }
  const release = await airlock.acquire();
  try {
    const refreshToken = await SecureStore.getItemAsync('green.refresh');
    // ok: unshared-refresh
    const grown = await raw({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, extra);
    if (grown.data) {
      const pair = grown.data as { accessToken: string; refreshToken: string };
      await SecureStore.setItemAsync('green.access', pair.accessToken);
      await SecureStore.setItemAsync('green.refresh', pair.refreshToken);
      result = await raw(args, api, extra);
    }
  } finally {
    release();
  }
  return result;
};

export const greenhouseApi = createApi({
  reducerPath: 'greenhouse',
  baseQuery: pane,
  endpoints: (build) => ({
    plants: build.query<string[], void>({ query: () => '/plants' }),
    sensors: build.query<string[], void>({ query: () => '/sensors' }),
  }),
});
