import axios from 'axios';
import { SessionService } from './SessionService';

declare module 'axios' {
  interface AxiosRequestConfig {
    skipAuthRefresh?: boolean;
    _retry?: boolean;
  }
}

export const http = axios.create({ baseURL: 'https://api.example.com' });
const sessions = new SessionService(http);

http.interceptors.request.use(async (config) => {
  if (!config.skipAuthRefresh) config.headers.Authorization = `Bearer ${await sessions.accessToken()}`;
  return config;
});

http.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config.skipAuthRefresh || config._retry) throw error;
  config._retry = true;
  await sessions.renew();
  return http(config);
});
