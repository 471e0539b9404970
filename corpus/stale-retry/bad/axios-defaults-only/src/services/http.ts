import axios, { AxiosError, InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const BASE_URL = 'https://api.example.com/v1';

export const http = axios.create({ baseURL: BASE_URL, timeout: 15000 });

type Retriable = InternalAxiosRequestConfig & { _retry?: boolean };

let refreshPromise: Promise<string> | null = null;

function useToken(token: string) {
  http.defaults.headers.common.Authorization = `Bearer ${token}`;
}

export async function restore(): Promise<void> {
  const token = await SecureStore.getItemAsync('bakery_access_token');
  if (token) useToken(token);
}

async function refreshAccessToken(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('bakery_refresh_token');
  const { data } = await axios.post(`${BASE_URL}/auth/refresh-token`, { refreshToken });
  await SecureStore.setItemAsync('bakery_access_token', data.accessToken);
  await SecureStore.setItemAsync('bakery_refresh_token', data.refreshToken);
  return data.accessToken;
}

http.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    const original = error.config as Retriable;
    if (error.response?.status !== 401 || original._retry) {
      return Promise.reject(error);
    }
    original._retry = true;
    if (!refreshPromise) {
      refreshPromise = refreshAccessToken().finally(() => {
        refreshPromise = null;
      });
    }
    const token = await refreshPromise;
    useToken(token);
    return http(original); // want: stale-retry
  },
);
