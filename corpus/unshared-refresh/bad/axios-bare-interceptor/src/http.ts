import axios, { AxiosError, InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const BASE = 'https://api.example.com';

export const http = axios.create({ baseURL: BASE, timeout: 15000 });

type Replayable = InternalAxiosRequestConfig & { _retry?: boolean };

http.interceptors.request.use(async (config) => {
  const access = await SecureStore.getItemAsync('plant.access');
  if (access) {
    config.headers.Authorization = `Bearer ${access}`;
  }
  return config;
});

http.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    const original = error.config as Replayable | undefined;
    if (error.response?.status !== 401 || !original || original._retry) {
      throw error;
    }
    original._retry = true;

    const refreshToken = await SecureStore.getItemAsync('plant.refresh');
    if (!refreshToken) {
      throw error;
    }
    const { data } = await axios.post(`${BASE}/auth/refresh`, { refreshToken }); // want: unshared-refresh
    await SecureStore.setItemAsync('plant.access', data.accessToken);
    await SecureStore.setItemAsync('plant.refresh', data.refreshToken);

    original.headers.Authorization = `Bearer ${data.accessToken}`;
    return http(original);
  },
);
