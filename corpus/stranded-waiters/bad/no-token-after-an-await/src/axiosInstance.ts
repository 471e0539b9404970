import axios from 'axios';
import { clearTokens, readToken, REFRESH_KEY, ACCESS_KEY, saveTokens } from './tokens';

const axiosInstance = axios.create({ baseURL: 'https://api.example.com' });

let isRefreshing = false;
let failedQueue: { resolve: (token: string) => void; reject: (error: unknown) => void }[] = [];

const processQueue = (error: unknown, token: string | null = null) => {
  failedQueue.forEach((p) => (token ? p.resolve(token) : p.reject(error)));
  failedQueue = [];
};

axiosInstance.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await readToken(ACCESS_KEY)}`;
  return config;
});

axiosInstance.interceptors.response.use(
  (r) => r,
  async (error) => {
    const original = error.config;
    if (error.response?.status !== 401 || original._retry) return Promise.reject(error);
    original._retry = true;

    if (isRefreshing) {
      return new Promise<string>((resolve, reject) => {
        failedQueue.push({ resolve, reject }); // want: stranded-waiters
      }).then(() => axiosInstance(original));
    }

    isRefreshing = true;
    const refreshToken = await readToken(REFRESH_KEY);
    if (!refreshToken) {
      isRefreshing = false;
      return Promise.reject(error);
    }
    try {
      const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken });
      await saveTokens(data.accessToken, data.refreshToken);
      processQueue(null, data.accessToken);
      return axiosInstance(original);
    } catch (e) {
      const status = axios.isAxiosError(e) ? e.response?.status : undefined;
      if (status === 400 || status === 401) await clearTokens();
      processQueue(e);
      return Promise.reject(e);
    } finally {
      isRefreshing = false;
    }
  },
);

export default axiosInstance;
