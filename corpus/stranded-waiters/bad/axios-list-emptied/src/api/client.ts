import axios, { AxiosError, InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const BASE_URL = 'https://api.example.com';

type Retriable = InternalAxiosRequestConfig & { _retry?: boolean };

const client = axios.create({ baseURL: BASE_URL, timeout: 15000 });

let isRefreshing = false;
let refreshSubscribers: ((token: string) => void)[] = [];

function onRefreshed(token: string) {
  refreshSubscribers.forEach((callback) => callback(token));
  refreshSubscribers = [];
}

client.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('carpool_access_token');
  if (token) config.headers.Authorization = `Bearer ${token}`;
  return config;
});

client.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    const originalRequest = error.config as Retriable;
    if (error.response?.status !== 401 || originalRequest._retry) {
      return Promise.reject(error);
    }

    if (isRefreshing) {
      return new Promise((resolve) => {
        refreshSubscribers.push((token) => {
          originalRequest._retry = true;
          originalRequest.headers.Authorization = `Bearer ${token}`;
          resolve(client(originalRequest));
        });
      });
    }

    originalRequest._retry = true;
    isRefreshing = true;
    try {
      const refreshToken = await SecureStore.getItemAsync('carpool_refresh_token');
      const { data } = await axios.post(`${BASE_URL}/auth/refresh`, { refreshToken });
      await SecureStore.setItemAsync('carpool_access_token', data.accessToken);
      await SecureStore.setItemAsync('carpool_refresh_token', data.refreshToken);
      onRefreshed(data.accessToken);
      return client(originalRequest);
    } catch (refreshError) {
      refreshSubscribers = []; // want: stranded-waiters
      return Promise.reject(refreshError);
    } finally {
      isRefreshing = false;
    }
  },
);

export default client;
