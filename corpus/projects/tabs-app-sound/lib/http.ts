import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios';
import { API_ROOT } from '@/lib/config';
import { restore } from '@/lib/session';
import { heldAccess } from '@/lib/wallet';

export const http = axios.create({ baseURL: API_ROOT, timeout: 10_000 });

type Marked = InternalAxiosRequestConfig & { _retry?: boolean };

http.interceptors.request.use(async (config) => {
  const access = await heldAccess();
  if (access) config.headers.Authorization = `Bearer ${access}`;
  return config;
});

http.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    const config = error.config as Marked | undefined;
    if (error.response?.status === 401 && config && !config._retry) {
      config._retry = true;
      await restore();
      // ok: unbounded-retry
      return http(config);
    }
    throw error;
  },
);
