import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const BASE = 'https://api.example.com';
const api = axios.create({ baseURL: BASE });

let isRefreshing = false;
let queue = [];

const drain = (error, token) => {
  queue.forEach(({ resolve, reject }) => (error ? reject(error) : resolve(token)));
  queue = [];
};

api.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('market_token')}`;
  return config;
});

api.interceptors.response.use(
  (res) => res,
  async (error) => {
    const original = error.config;
    if (error.response?.status !== 401 || original._retry) return Promise.reject(error);
    original._retry = true;

    if (isRefreshing) {
      return new Promise((resolve, reject) => queue.push({ resolve, reject })).then(() => api(original));
    }

    isRefreshing = true;
    try {
      const refreshToken = await SecureStore.getItemAsync('market_refresh_token');
      // ok: refresh-through-interceptor
      const { data } = await axios.post(BASE + '/auth/refresh', { refreshToken });
      await SecureStore.setItemAsync('market_token', data.accessToken);
      await SecureStore.setItemAsync('market_refresh_token', data.refreshToken);
      drain(null, data.accessToken);
      return api(original);
    } catch (e) {
      drain(e);
      throw e;
    } finally {
      isRefreshing = false;
    }
  },
);

export default api;
