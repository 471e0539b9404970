import axios, { AxiosError, InternalAxiosRequestConfig } from 'axios';
import { TokenService } from './TokenService';

const REFRESH_PATH = '/auth/refresh';

export const axiosClient = axios.create({ baseURL: 'https://api.example.com' });

let isRefreshing = false;
let failedQueue: { resolve: (v?: unknown) => void; reject: (e: unknown) => void }[] = [];

const processQueue = (error?: unknown) => {
  failedQueue.forEach(({ resolve, reject }) => (error ? reject(error) : resolve()));
  failedQueue = [];
};

axiosClient.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await TokenService.getAccess()}`;
  return config;
});

axiosClient.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    const config = error.config as InternalAxiosRequestConfig & { _retry?: boolean };
    if (config.url?.endsWith(REFRESH_PATH)) return Promise.reject(error);
    if (error.response?.status !== 401 || config._retry) return Promise.reject(error);
    config._retry = true;

    if (isRefreshing) {
      await new Promise((resolve, reject) => failedQueue.push({ resolve, reject }));
      return axiosClient(config);
    }

    isRefreshing = true;
    try {
      const refreshToken = await TokenService.getRefresh();
      // ok: refresh-through-interceptor
      const { data } = await axiosClient.post(REFRESH_PATH, { refreshToken });
      await TokenService.save(data.accessToken, data.refreshToken);
      processQueue();
    } catch (reason) {
      processQueue(reason);
      throw reason;
    } finally {
      isRefreshing = false;
    }
    return axiosClient(config);
  },
);
