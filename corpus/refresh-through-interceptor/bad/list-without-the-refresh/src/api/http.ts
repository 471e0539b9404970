import axios, { type AxiosRequestConfig } from 'axios';
import { SecureTokens } from './SecureTokens';

const PUBLIC_PATHS = ['/auth/login', '/auth/register', '/auth/logout', '/auth/forgot-password'];

export const http = axios.create({ baseURL: 'https://api.example.com' });

const isPublic = (config: AxiosRequestConfig) => PUBLIC_PATHS.some((path) => config.url?.startsWith(path));

let renewing = false;
let waiters: { ok: () => void; ko: (e: unknown) => void }[] = [];

http.interceptors.request.use(async (config) => {
  if (!isPublic(config)) config.headers.Authorization = `Bearer ${await SecureTokens.access()}`;
  return config;
});

http.interceptors.response.use(undefined, async (error) => {
  const config = error.config as AxiosRequestConfig & { _retry?: boolean };
  if (error.response?.status !== 401 || config._retry || isPublic(config)) throw error;
  config._retry = true;

  if (renewing) {
    await new Promise<void>((ok, ko) => waiters.push({ ok, ko }));
    return http(config);
  }

  renewing = true;
  try {
    const refreshToken = await SecureTokens.refresh();
    const { data } = await http.post('/auth/token/refresh', { refreshToken }); // want: refresh-through-interceptor
    await SecureTokens.save(data);
    waiters.forEach((w) => w.ok());
  } catch (e) {
    waiters.forEach((w) => w.ko(e));
    throw e;
  } finally {
    waiters = [];
    renewing = false;
  }
  return http(config);
});
