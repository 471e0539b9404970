import { fetchBaseQuery, type BaseQueryFn } from '@reduxjs/toolkit/query/react';
import { Mutex } from 'async-mutex';
import { logOut, renewed } from './session';

const mutex = new Mutex();
const raw = fetchBaseQuery({
  baseUrl: 'https://api.example.com',
  prepareHeaders: (headers, { getState }) => {
    headers.set('Authorization', `Bearer ${(getState() as any).session.accessToken}`);
    return headers;
  },
});

export const baseQuery: BaseQueryFn = async (args, api, extra) => {
  await mutex.waitForUnlock();
  let result = await raw(args, api, extra);
  if (result.error?.status !== 401) return result;
  if (mutex.isLocked()) {
    await mutex.waitForUnlock();
    return raw(args, api, extra);
  }
  const release = await mutex.acquire();
  try {
    const refreshToken = (api.getState() as any).session.refreshToken;
    const renewal = await raw({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, extra);
    if (renewal.data) {
      api.dispatch(renewed(renewal.data));
      result = await raw(args, api, extra);
    } else {
      api.dispatch(logOut()); // want: logout-on-network-error
    }
  } finally {
    release();
  }
  return result;
};
