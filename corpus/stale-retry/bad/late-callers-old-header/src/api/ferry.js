import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

export const ferry = axios.create({ baseURL: API });

let isRefreshing = false;
let failedQueue = [];

const processQueue = (error) => {
  failedQueue.forEach(({ resolve, reject }) => (error ? reject(error) : resolve()));
  failedQueue = [];
};

export async function signIn() {
  const token = await SecureStore.getItemAsync('ferry_token');
  ferry.defaults.headers.common['Authorization'] = `Bearer ${token}`;
}

ferry.interceptors.response.use(
  (response) => response,
  async (error) => {
    const originalRequest = error.config;
    if (error.response?.status !== 401 || originalRequest._retry) {
      return Promise.reject(error);
    }
    originalRequest._retry = true;

    if (isRefreshing) {
      return new Promise((resolve, reject) => {
        failedQueue.push({ resolve, reject });
      }).then(() => ferry(originalRequest)); // want: stale-retry
    }

    isRefreshing = true;
    try {
      const refreshToken = await SecureStore.getItemAsync('ferry_refresh_token');
      const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken });
      await SecureStore.setItemAsync('ferry_token', data.token);
      await SecureStore.setItemAsync('ferry_refresh_token', data.refreshToken);
      ferry.defaults.headers.common['Authorization'] = `Bearer ${data.token}`;
      originalRequest.headers['Authorization'] = `Bearer ${data.token}`;
      processQueue(null);
    } catch (err) {
      processQueue(err);
      throw err;
    } finally {
      isRefreshing = false;
    }
    return ferry(originalRequest);
  },
);
