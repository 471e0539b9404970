import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const BASE_URL = 'https://api.example.com';
export const http = axios.create({ baseURL: BASE_URL });

let refreshPromise: Promise<string> | null = null;

async function refreshAccessToken(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('inspect_refresh');
  // ok: unshared-refresh
  const { data } = await axios.post(`${BASE_URL}/auth/refresh`, { refreshToken });
  await SecureStore.setItemAsync('inspect_access', data.accessToken);
  await SecureStore.setItemAsync('inspect_refresh', data.refreshToken);
  return data.accessToken;
}

http.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('inspect_access')}`;
  return config;
});

http.interceptors.response.use(undefined, async (error) => {
  const config = error.config;
  if (error.response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  refreshPromise ??= refreshAccessToken().finally(() => {
    refreshPromise = null;
  });
  await refreshPromise;
  return http(config);
});
