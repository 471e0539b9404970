import axios, { type AxiosError } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const meadow = axios.create({ baseURL: API });
let blooming: Promise<void> | null = null;

type Marked = { _retry?: boolean };

async function reseed(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('meadow.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('meadow.access', data.accessToken);
  await SecureStore.setItemAsync('meadow.refresh', data.refreshToken);
}

meadow.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('meadow.access')}`;
  return config;
});

meadow.interceptors.response.use(undefined, async (error: AxiosError) => {
  const request = error.config;
  if (error.response?.status !== 401 || !request || (request as Marked)._retry) throw error;
  (error as Marked)._retry = true;
  blooming ??= reseed().finally(() => {
    blooming = null;
  });
  await blooming;
  return meadow(request); // want: unbounded-retry
});
