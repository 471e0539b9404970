import { fetchBaseQuery, type BaseQueryFn, type FetchArgs, type FetchBaseQueryError } from '@reduxjs/toolkit/query';
import { Mutex } from 'async-mutex';
import * as SecureStore from 'expo-secure-store';

const mutex = new Mutex();

const raw = fetchBaseQuery({
  baseUrl: 'https://api.example.com',
  prepareHeaders: async (headers) => {
    headers.set('authorization', `Bearer ${await SecureStore.getItemAsync('feed_access')}`);
    return headers;
  },
});

export const authedQuery: BaseQueryFn<FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  const refreshToken = await SecureStore.getItemAsync('feed_refresh');
  const result = await raw(args, api, extra);
  if (result.error?.status !== 401) return result;

  await mutex.waitForUnlock();
  const release = await mutex.acquire(); // want: ineffective-single-flight
  try {
    const answer = await raw({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, extra);
    if (!answer.data) return { error: answer.error ?? result.error };
    const pair = answer.data as { accessToken: string; refreshToken: string };
    await SecureStore.setItemAsync('feed_access', pair.accessToken);
    await SecureStore.setItemAsync('feed_refresh', pair.refreshToken);
  } finally {
    release();
  }
  return raw(args, api, extra);
};
