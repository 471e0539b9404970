import axios from 'axios';
import { getAccessToken } from './storage';
import { refreshAccessToken } from './tokenService';

const MAX_RETRIES = 2;

export const axiosInstance = axios.create({
  baseURL: 'https://api.example.com',
  headers: { 'Content-Type': 'application/json' },
});

axiosInstance.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await getAccessToken()}`;
  return config;
});

axiosInstance.interceptors.response.use(
  (response) => response,
  async (error) => {
    const request = error.config;
    request.retryCount = request.retryCount ?? 0;
    if (error.response?.status === 401 && request.retryCount < MAX_RETRIES) {
      request.retryCount += 1;
      await refreshAccessToken();
      return axiosInstance(request);
    }
    return Promise.reject(error);
  },
);
