import { fetchBaseQuery, type BaseQueryFn, type FetchArgs, type FetchBaseQueryError } from '@reduxjs/toolkit/query';
import { Mutex } from 'async-mutex';
import * as SecureStore from 'expo-secure-store';

const mutex = new Mutex();

const baseQuery = fetchBaseQuery({
  baseUrl: 'https://api.example.com',
  prepareHeaders: async (headers) => {
    headers.set('authorization', `Bearer ${await SecureStore.getItemAsync('farm_access')}`);
    return headers;
  },
});

export const baseQueryWithReauth: BaseQueryFn<FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  const before = await SecureStore.getItemAsync('farm_access');
  let result = await baseQuery(args, api, extra);
  if (result.error?.status !== 401) return result;

  if (mutex.isLocked()) {
    await mutex.waitForUnlock();
    const now = await SecureStore.getItemAsync('farm_access');
    return now === before ? result : baseQuery(args, api, extra);
  }

  const release = await mutex.acquire();
  try {
    const refreshToken = await SecureStore.getItemAsync('farm_refresh');
    // want: refresh-through-interceptor
    const answer = await baseQueryWithReauth({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, extra);
    if (!answer.data) return result;
    const tokens = answer.data as { accessToken: string; refreshToken: string };
    await SecureStore.setItemAsync('farm_access', tokens.accessToken);
    await SecureStore.setItemAsync('farm_refresh', tokens.refreshToken);
    result = await baseQuery(args, api, extra);
  } finally {
    release();
  }
  return result;
};
