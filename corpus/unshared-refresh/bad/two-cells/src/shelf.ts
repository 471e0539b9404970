import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const RACK = 'https://api.example.com';
export const shelf = axios.create({ baseURL: RACK });

let restocking: Promise<void> | null = null;

async function restock(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('spice.refresh');
  // ok: unshared-refresh
  const { data } = await axios.post(RACK + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('spice.access', data.accessToken);
  await SecureStore.setItemAsync('spice.refresh', data.refreshToken);
  await SecureStore.setItemAsync('spice.until', String(data.expiresAt));
}

shelf.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('spice.access')}`;
  return config;
});

shelf.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  restocking ??= restock().finally(() => {
    restocking = null;
  });
  await restocking;
  return shelf(error.config);
});
