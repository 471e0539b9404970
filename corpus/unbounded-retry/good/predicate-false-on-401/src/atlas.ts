import axios, { isAxiosError } from 'axios';
import * as SecureStore from 'expo-secure-store';
import { retry } from './retry';

const API = 'https://api.example.com';
let pointing: Promise<string> | null = null;

const statusOf = (reason: unknown) => (isAxiosError(reason) ? reason.response?.status : undefined);

async function point(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('atlas.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('atlas.access', data.accessToken);
  await SecureStore.setItemAsync('atlas.refresh', data.refreshToken);
  return data.accessToken;
}

export async function atlas(path: string): Promise<unknown> {
  const send = (token: string | null) =>
    retry(() => axios.get(API + path, { headers: { Authorization: `Bearer ${token}` } }).then((res) => res.data), {
      times: 3,
      when: (reason) => statusOf(reason) !== 401,
    });
  try {
    return await send(await SecureStore.getItemAsync('atlas.access'));
  } catch (reason) {
    if (statusOf(reason) !== 401) throw reason;
  }
  pointing ??= point().finally(() => {
    pointing = null;
  });
  // ok: unbounded-retry
  return send(await pointing);
}
