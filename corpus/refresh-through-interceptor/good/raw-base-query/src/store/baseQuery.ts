import { fetchBaseQuery, type BaseQueryApi, type BaseQueryFn, type FetchArgs, type FetchBaseQueryError } from '@reduxjs/toolkit/query';
import * as SecureStore from 'expo-secure-store';

let renewing: Promise<FetchBaseQueryError | null> | null = null;

const rawBaseQuery = fetchBaseQuery({
  baseUrl: 'https://api.example.com',
  prepareHeaders: async (headers) => {
    headers.set('authorization', `Bearer ${await SecureStore.getItemAsync('vine_access')}`);
    return headers;
  },
});

async function renew(api: BaseQueryApi): Promise<FetchBaseQueryError | null> {
  const refreshToken = await SecureStore.getItemAsync('vine_refresh');
  // ok: refresh-through-interceptor
  const answer = await rawBaseQuery({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, {});
  if (answer.error) return answer.error;
  const pair = answer.data as { accessToken: string; refreshToken: string };
  await SecureStore.setItemAsync('vine_access', pair.accessToken);
  await SecureStore.setItemAsync('vine_refresh', pair.refreshToken);
  return null;
}

export const baseQueryWithReauth: BaseQueryFn<FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  const result = await rawBaseQuery(args, api, extra);
  if (result.error?.status !== 401) return result;
  renewing ??= renew(api).finally(() => {
    renewing = null;
  });
  const error = await renewing;
  return error ? { error } : rawBaseQuery(args, api, extra);
};
