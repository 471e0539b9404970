import { configureStore } from '@reduxjs/toolkit';
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query';
import type { BaseQueryApi, BaseQueryFn, FetchArgs, FetchBaseQueryError } from '@reduxjs/toolkit/query';
import * as SecureStore from 'expo-secure-store';

const raw = fetchBaseQuery({
  baseUrl: 'https://api.example.com',
  prepareHeaders: async (headers) => {
    headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('puppet_access')}`);
    return headers;
  },
});

let restringing: Promise<void> | null = null;

async function restring(api: BaseQueryApi) {
  const refreshToken = await SecureStore.getItemAsync('puppet_refresh');
  const { data } = await raw({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, {});
  if (data) {
    const pair = data as { accessToken: string; refreshToken: string };
    await SecureStore.setItemAsync('puppet_access', pair.accessToken);
    await SecureStore.setItemAsync('puppet_refresh', pair.refreshToken);
  }
}

const baseQueryWithReauth: BaseQueryFn<string | FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  let result = await raw(args, api, extra);
  if (result.error && result.error.status === 401) {
    restringing ??= restring(api).finally(() => {
      restringing = null;
    });
    await restringing;
    result = await raw(args, api, extra); // want: retry-after-failed-refresh
  }
  return result;
};

export const puppets = createApi({
  reducerPath: 'puppets',
  baseQuery: baseQueryWithReauth,
  endpoints: (build) => ({
    shows: build.query<unknown, void>({ query: () => '/shows' }),
  }),
});

export const store = configureStore({
  reducer: { [puppets.reducerPath]: puppets.reducer },
  middleware: (getDefaultMiddleware) => getDefaultMiddleware().concat(puppets.middleware),
});
