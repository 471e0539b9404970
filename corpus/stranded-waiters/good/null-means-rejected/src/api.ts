import axios, { type InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const api = axios.create({ baseURL: API });

let refreshing = false;
let callbacks: Array<(token: string | null) => void> = [];

const flush = (token: string | null) => {
  const list = callbacks;
  // ok: stranded-waiters
  callbacks = [];
  list.forEach((cb) => cb(token));
};

api.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('kiln_token');
  config.headers.set('Authorization', `Bearer ${token}`);
  return config;
});

api.interceptors.response.use(
  (response) => response,
  async (error) => {
    const request = error.config as InternalAxiosRequestConfig & { _retry?: boolean };
    if (error.response?.status !== 401 || request._retry) throw error;
    request._retry = true;

    if (refreshing) {
      return new Promise((resolve, reject) => {
        callbacks.push((token) => {
          if (!token) {
            reject(error);
            return;
          }
          resolve(api(request));
        });
      });
    }

    refreshing = true;
    let token: string | null = null;
    try {
      const refreshToken = await SecureStore.getItemAsync('kiln_refresh_token');
      const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken });
      await SecureStore.setItemAsync('kiln_token', data.accessToken);
      await SecureStore.setItemAsync('kiln_refresh_token', data.refreshToken);
      token = data.accessToken;
    } finally {
      refreshing = false;
      flush(token);
    }
    return api(request);
  },
);
