import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const api = axios.create({ baseURL: API });

let refreshing = false;
let callbacks: Array<(token: string | null) => void> = [];

const flush = (token: string | null) => {
  callbacks.forEach((cb) => cb(token));
  callbacks = [];
};

api.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('bread_token');
  config.headers.set('Authorization', `Bearer ${token}`);
  return config;
});

api.interceptors.response.use(
  (response) => response,
  async (error) => {
    const request = error.config;
    if (error.response?.status !== 401 || request._retry) throw error;
    request._retry = true;

    if (refreshing) {
      return new Promise((resolve) => {
        callbacks.push((token) => { // want: stranded-waiters
          if (token) {
            request.headers.Authorization = `Bearer ${token}`;
            resolve(api(request));
          }
        });
      });
    }

    refreshing = true;
    let token: string | null = null;
    try {
      const refreshToken = await SecureStore.getItemAsync('bread_refresh_token');
      const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken });
      await SecureStore.setItemAsync('bread_token', data.accessToken);
      await SecureStore.setItemAsync('bread_refresh_token', data.refreshToken);
      token = data.accessToken;
    } finally {
      refreshing = false;
      flush(token);
    }
    return api(request);
  },
);
