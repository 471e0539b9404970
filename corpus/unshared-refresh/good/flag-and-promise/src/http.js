import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const http = axios.create({ baseURL: API });

let isRefreshing = false;
let refreshPromise = null;

async function exchange() {
  const refreshToken = await SecureStore.getItemAsync('train_refresh');
  // ok: unshared-refresh
  const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken });
  await SecureStore.setItemAsync('train_access', data.accessToken);
  await SecureStore.setItemAsync('train_refresh', data.refreshToken);
  return data.accessToken;
}

http.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('train_access')}`;
  return config;
});

http.interceptors.response.use(
  (response) => response,
  async (error) => {
    const config = error.config;
    if (error.response?.status === 401 && !config._retry) {
      config._retry = true;
      if (!isRefreshing) {
        isRefreshing = true;
        refreshPromise = exchange().finally(() => {
          isRefreshing = false;
          refreshPromise = null;
        });
      }
      const token = await refreshPromise;
      config.headers.Authorization = `Bearer ${token}`;
      return http(config);
    }
    throw error;
  },
);
