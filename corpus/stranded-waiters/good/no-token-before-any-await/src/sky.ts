import axios from 'axios';
import { session } from './session';

export const sky = axios.create({ baseURL: '/api' });

let isRefreshing = false;
let failedQueue: Array<{ resolve: () => void; reject: (e: unknown) => void }> = [];

sky.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${session.access}`;
  return config;
});

sky.interceptors.response.use(undefined, async (error) => {
  const config = error.config;
  if (error.response?.status !== 401 || config._retry) throw error;
  config._retry = true;

  if (isRefreshing) {
    return new Promise<void>((resolve, reject) => {
      // ok: stranded-waiters
      failedQueue.push({ resolve, reject });
    }).then(() => sky(config));
  }

  isRefreshing = true;
  const refreshToken = session.refresh;
  if (!refreshToken) {
    isRefreshing = false;
    throw error;
  }

  try {
    const { data } = await axios.post('/api/auth/refresh', { refreshToken });
    session.keep(data);
    failedQueue.splice(0).forEach((w) => w.resolve());
  } catch (e) {
    failedQueue.splice(0).forEach((w) => w.reject(e));
    throw e;
  } finally {
    isRefreshing = false;
  }
  return sky(config);
});
