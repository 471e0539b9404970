import { configureStore } from '@reduxjs/toolkit';
import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query';
import type { BaseQueryApi, BaseQueryFn, FetchArgs, FetchBaseQueryError } from '@reduxjs/toolkit/query';
import * as SecureStore from 'expo-secure-store';
import session, { accessChanged, SessionState } from './session';

const baseUrl = 'https://api.example.com';

const rawBaseQuery = fetchBaseQuery({
  baseUrl,
  prepareHeaders: (headers, { getState }) => {
    const { access } = (getState() as { session: SessionState }).session;
    if (access) headers.set('authorization', `Bearer ${access}`);
    return headers;
  },
});

let refreshing: Promise<boolean> | null = null;

async function refresh(api: BaseQueryApi): Promise<boolean> {
  const refreshToken = await SecureStore.getItemAsync('cinema_refresh');
  const { data } = await rawBaseQuery({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, {});
  if (!data) return false;
  const pair = data as { accessToken: string; refreshToken: string };
  await SecureStore.setItemAsync('cinema_access', pair.accessToken);
  await SecureStore.setItemAsync('cinema_refresh', pair.refreshToken);
  api.dispatch(accessChanged(pair.accessToken));
  return true;
}

const baseQuery: BaseQueryFn<string | FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  const first = await rawBaseQuery(args, api, extra);
  if (first.error?.status !== 401) return first;
  refreshing ??= refresh(api).finally(() => {
    refreshing = null;
  });
  return (await refreshing) ? rawBaseQuery(args, api, extra) : first; // ok: stale-retry
};

export const api = createApi({
  reducerPath: 'api',
  baseQuery,
  endpoints: (build) => ({ films: build.query<unknown, void>({ query: () => '/films' }) }),
});

export const store = configureStore({
  reducer: { session, [api.reducerPath]: api.reducer },
  middleware: (getDefault) => getDefault().concat(api.middleware),
});

export async function hydrate() {
  store.dispatch(accessChanged(await SecureStore.getItemAsync('cinema_access')));
}
