import axios from 'axios';
import { getTokens, saveTokens } from './vault';

const baseURL = 'https://api.example.com';

export const client = axios.create({ baseURL });

let isRefreshing = false;
let failedQueue = [];

const processQueue = (error, token = null) => {
  failedQueue.forEach((promise) => {
    if (error) {
      promise.reject(error);
    } else {
      promise.resolve(token);
    }
  });
  failedQueue = [];
};

client.interceptors.request.use(async (config) => {
  const { access } = await getTokens();
  if (access && !config._retry) config.headers.Authorization = `Bearer ${access}`;
  return config;
});

client.interceptors.response.use(
  (response) => response,
  (error) => {
    const originalRequest = error.config;
    if (error.response?.status !== 401 || originalRequest._retry) return Promise.reject(error);
    originalRequest._retry = true;

    if (isRefreshing) {
      return new Promise((resolve, reject) => {
        failedQueue.push({ resolve, reject });
      }).then((token) => {
        originalRequest.headers.Authorization = `Bearer ${token}`;
        return client(originalRequest); // ok: retry-after-failed-refresh
      });
    }

    isRefreshing = true;
    return new Promise((resolve, reject) => {
      getTokens()
        .then(({ refresh }) => axios.post(`${baseURL}/auth/refresh`, { refreshToken: refresh }))
        .then(async ({ data }) => {
          await saveTokens(data.accessToken, data.refreshToken);
          originalRequest.headers.Authorization = `Bearer ${data.accessToken}`;
          processQueue(null, data.accessToken);
          resolve(client(originalRequest)); // ok: retry-after-failed-refresh
        })
        .catch((err) => {
          processQueue(err);
          reject(err);
        })
        .finally(() => {
          isRefreshing = false;
        });
    });
  },
);
