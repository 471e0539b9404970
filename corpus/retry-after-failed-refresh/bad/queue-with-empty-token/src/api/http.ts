import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const baseURL = 'https://api.example.com';

export const http = axios.create({ baseURL });
const bare = axios.create({ baseURL });

let isRefreshing = false;
let pendingQueue: Array<(token: string) => void> = [];

const flushQueue = (token: string) => {
  pendingQueue.forEach((resume) => resume(token));
  pendingQueue = [];
};

http.interceptors.request.use(async (config) => {
  if (!config.headers.Authorization) {
    config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('ice_access')}`;
  }
  return config;
});

http.interceptors.response.use(
  (res) => res,
  async (err) => {
    const config = err.config;
    if (err.response?.status !== 401 || config._retry) throw err;
    config._retry = true;

    if (isRefreshing) {
      const token = await new Promise<string>((resolve) => {
        pendingQueue.push(resolve);
      });
      config.headers.Authorization = `Bearer ${token}`;
      return http(config); // want: retry-after-failed-refresh
    }

    isRefreshing = true;
    let token = '';
    try {
      const refreshToken = await SecureStore.getItemAsync('ice_refresh');
      const { data } = await bare.post('/auth/refresh', { refreshToken });
      await SecureStore.setItemAsync('ice_access', data.accessToken);
      await SecureStore.setItemAsync('ice_refresh', data.refreshToken);
      token = data.accessToken;
    } finally {
      isRefreshing = false;
      flushQueue(token);
    }
    config.headers.Authorization = `Bearer ${token}`;
    return http(config);
  },
);
