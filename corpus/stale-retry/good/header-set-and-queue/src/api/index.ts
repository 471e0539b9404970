import axios, { AxiosError, InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API_URL = 'https://api.example.com';

export const api = axios.create({ baseURL: API_URL });

interface Waiting {
  resolve: (token: string) => void;
  reject: (reason: unknown) => void;
}

let isRefreshing = false;
let failedQueue: Waiting[] = [];

function processQueue(error: unknown, token?: string) {
  for (const { resolve, reject } of failedQueue) {
    if (token) resolve(token);
    else reject(error);
  }
  failedQueue = [];
}

export async function start() {
  const token = await SecureStore.getItemAsync('depot_access');
  api.defaults.headers.common.Authorization = `Bearer ${token}`;
}

api.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    const original = error.config as InternalAxiosRequestConfig & { _retry?: boolean };
    if (error.response?.status !== 401 || original._retry) return Promise.reject(error);
    original._retry = true;

    if (isRefreshing) {
      const token = await new Promise<string>((resolve, reject) => failedQueue.push({ resolve, reject }));
      original.headers.Authorization = `Bearer ${token}`;
      return api(original); // ok: stale-retry
    }

    isRefreshing = true;
    let token: string;
    try {
      const refreshToken = await SecureStore.getItemAsync('depot_refresh');
      const { data } = await axios.post(`${API_URL}/auth/refresh`, { refreshToken });
      token = data.accessToken;
      await SecureStore.setItemAsync('depot_access', token);
      await SecureStore.setItemAsync('depot_refresh', data.refreshToken);
      api.defaults.headers.common.Authorization = `Bearer ${token}`;
      processQueue(null, token);
    } catch (err) {
      processQueue(err);
      throw err;
    } finally {
      isRefreshing = false;
    }
    original.headers.Authorization = `Bearer ${token}`;
    return api(original); // ok: stale-retry
  },
);
