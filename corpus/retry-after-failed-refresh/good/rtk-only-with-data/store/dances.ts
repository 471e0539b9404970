import { configureStore } from '@reduxjs/toolkit';
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query';
import type { BaseQueryApi, BaseQueryFn, FetchArgs, FetchBaseQueryError } from '@reduxjs/toolkit/query';
import * as SecureStore from 'expo-secure-store';

const raw = fetchBaseQuery({
  baseUrl: 'https://api.example.com',
  prepareHeaders: async (headers) => {
    const access = await SecureStore.getItemAsync('ball_access');
    if (access) headers.set('Authorization', `Bearer ${access}`);
    return headers;
  },
});

type Pair = { accessToken: string; refreshToken: string };

let waltzing: Promise<Pair | undefined> | null = null;

async function waltz(api: BaseQueryApi): Promise<Pair | undefined> {
  const refreshToken = await SecureStore.getItemAsync('ball_refresh');
  const result = await raw({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, {});
  const pair = result.data as Pair | undefined;
  if (pair) {
    await SecureStore.setItemAsync('ball_access', pair.accessToken);
    await SecureStore.setItemAsync('ball_refresh', pair.refreshToken);
  }
  return pair;
}

const baseQuery: BaseQueryFn<string | FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  let result = await raw(args, api, extra);
  if (result.error?.status === 401) {
    if (!waltzing) {
      waltzing = waltz(api).finally(() => {
        waltzing = null;
      });
    }
    const pair = await waltzing;
    if (pair?.accessToken) {
      result = await raw(args, api, extra); // ok: retry-after-failed-refresh
    }
  }
  return result;
};

export const dances = createApi({
  reducerPath: 'dances',
  baseQuery,
  endpoints: (build) => ({ dances: build.query<unknown, void>({ query: () => '/dances' }) }),
});

export const store = configureStore({
  reducer: { [dances.reducerPath]: dances.reducer },
  middleware: (getDefault) => getDefault().concat(dances.middleware),
});
