import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const SITE = 'https://api.example.com';
export const api = axios.create({ baseURL: SITE });
let merging: Promise<void> | null = null;

async function merge() {
  const refreshToken = await SecureStore.getItemAsync('pool.refresh');
  // ok: unshared-refresh
  const { data } = await axios.post(SITE + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('pool.access', data.accessToken);
  await SecureStore.setItemAsync('pool.refresh', data.refreshToken);
}

api.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('pool.access')}`;
  return config;
});

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  merging = merging ?? merge().finally(() => (merging = null));
  await merging;
  return api(error.config);
});
