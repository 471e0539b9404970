import axios, { InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

export const depot = axios.create({ baseURL: API });

export type Reader = () => Promise<string | null>;

export function signWith(read: Reader) {
  return async (config: InternalAxiosRequestConfig) => {
    config.headers.set('Authorization', `Bearer ${await read()}`);
    return config;
  };
}

let stacking: Promise<void> | null = null;

async function stack(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('depot_refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('depot_access', data.accessToken);
  await SecureStore.setItemAsync('depot_refresh', data.refreshToken);
}

depot.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  if (!stacking) {
    stacking = stack().finally(() => {
      stacking = null;
    });
  }
  await stacking;
  return depot(error.config); // ok: stale-retry
});
