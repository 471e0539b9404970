import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const CROSSED = '__crossed';
type Crossing = InternalAxiosRequestConfig & { [CROSSED]?: number };

export const ferry = axios.create({ baseURL: API });
let mooring: Promise<void> | null = null;

async function moor(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('ferry.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('ferry.access', data.accessToken);
  await SecureStore.setItemAsync('ferry.refresh', data.refreshToken);
}

ferry.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('ferry.access')}`;
  return config;
});

ferry.interceptors.response.use(undefined, async (error: AxiosError) => {
  const request = error.config as Crossing;
  const crossed = request[CROSSED] ?? 0;
  if (error.response?.status !== 401 || crossed >= 2) throw error;
  request[CROSSED] = crossed + 1;
  mooring ??= moor().finally(() => {
    mooring = null;
  });
  await mooring;
  // ok: unbounded-retry
  return ferry(request);
});
