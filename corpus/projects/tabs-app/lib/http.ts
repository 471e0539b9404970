import axios, { type AxiosError } from 'axios';
import { API_ROOT } from '@/lib/config';
import { restore } from '@/lib/session';
import { heldAccess } from '@/lib/wallet';

export const http = axios.create({ baseURL: API_ROOT, timeout: 10_000 });

http.interceptors.request.use(async (config) => {
  const access = await heldAccess();
  if (access) config.headers.Authorization = `Bearer ${access}`;
  return config;
});

http.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    if (error.response?.status === 401 && error.config) {
      await restore();
      return http(error.config); // want: unbounded-retry
    }
    throw error;
  },
);
