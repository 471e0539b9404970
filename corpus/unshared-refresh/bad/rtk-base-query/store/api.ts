import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react';
import type { BaseQueryFn, FetchArgs, FetchBaseQueryError } from '@reduxjs/toolkit/query';
import * as SecureStore from 'expo-secure-store';

const plain = fetchBaseQuery({
  baseUrl: 'https://api.example.com',
  prepareHeaders: async (headers) => {
    const access = await SecureStore.getItemAsync('potluck.access');
    if (access) headers.set('authorization', `Bearer ${access}`);
    return headers;
  },
});

export const guestQuery: BaseQueryFn<string | FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  let result = await plain(args, api, extra);
  if (result.error?.status === 401) {
    const refreshToken = await SecureStore.getItemAsync('potluck.refresh');
    const renewed = await plain({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, extra); // want: unshared-refresh
    if (renewed.data) {
      const pair = renewed.data as { accessToken: string; refreshToken: string };
      await SecureStore.setItemAsync('potluck.access', pair.accessToken);
      await SecureStore.setItemAsync('potluck.refresh', pair.refreshToken);
      result = await plain(args, api, extra);
    }
  }
  return result;
};

export const api = createApi({
  reducerPath: 'api',
  baseQuery: guestQuery,
  endpoints: (build) => ({
    dishes: build.query<string[], void>({ query: () => '/dishes' }),
    guests: build.query<string[], void>({ query: () => '/guests' }),
  }),
});
