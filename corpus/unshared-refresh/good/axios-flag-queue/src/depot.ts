import axios, { AxiosError, AxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const depot = axios.create({ baseURL: API });

type Waiter = { go: (token: string) => void; stop: (reason: unknown) => void };
let isRefreshing = false;
let waiting: Waiter[] = [];

function settle(reason: unknown, token?: string) {
  const list = waiting;
  waiting = [];
  list.forEach((w) => (token ? w.go(token) : w.stop(reason)));
}

depot.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('depot.access');
  if (token && !config.headers.Authorization) config.headers.Authorization = `Bearer ${token}`;
  return config;
});

depot.interceptors.response.use(
  (res) => res,
  async (error: AxiosError) => {
    const original = error.config as AxiosRequestConfig & { _retry?: boolean };
    if (error.response?.status !== 401 || original._retry) return Promise.reject(error);
    original._retry = true;

    if (isRefreshing) {
      const token = await new Promise<string>((go, stop) => waiting.push({ go, stop }));
      original.headers = { ...original.headers, Authorization: `Bearer ${token}` };
      return depot(original);
    }

    isRefreshing = true;
    try {
      const refreshToken = await SecureStore.getItemAsync('depot.refresh');
      // ok: unshared-refresh
      const { data } = await axios.post(`${API}/auth/refresh-token`, { refreshToken });
      await SecureStore.setItemAsync('depot.access', data.accessToken);
      await SecureStore.setItemAsync('depot.refresh', data.refreshToken);
      settle(null, data.accessToken);
      original.headers = { ...original.headers, Authorization: `Bearer ${data.accessToken}` };
    } catch (cause) {
      settle(cause);
      throw cause;
    } finally {
      isRefreshing = false;
    }
    return depot(original);
  },
);
