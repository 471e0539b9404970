import axios from 'axios';
import { tokenStore } from './tokenStore';

const API_BASE = 'https://api.example.com';
const api = axios.create({ baseURL: API_BASE });

let isRefreshing = false;
let refreshSubscribers = [];

function subscribeTokenRefresh(cb) {
  refreshSubscribers.push(cb);
}

function onRefreshed(token, error) {
  refreshSubscribers.forEach((cb) => cb(token, error));
  // ok: stranded-waiters
  refreshSubscribers = [];
}

async function refreshAccessToken() {
  const { data } = await axios.post(`${API_BASE}/auth/refresh`, { refreshToken: await tokenStore.refresh() });
  await tokenStore.save(data.accessToken, data.refreshToken);
  return data.accessToken;
}

api.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await tokenStore.access()}`;
  return config;
});

api.interceptors.response.use(
  (response) => response,
  async (error) => {
    const { config, response } = error;
    if (!response || response.status !== 401 || config._retry) throw error;
    config._retry = true;

    if (isRefreshing) {
      const token = await new Promise((resolve, reject) => {
        subscribeTokenRefresh((value, failure) => (failure ? reject(failure) : resolve(value)));
      });
      config.headers.Authorization = `Bearer ${token}`;
      return api(config);
    }

    isRefreshing = true;
    try {
      const token = await refreshAccessToken();
      onRefreshed(token);
      config.headers.Authorization = `Bearer ${token}`;
    } catch (failure) {
      onRefreshed(null, failure);
      throw failure;
    } finally {
      isRefreshing = false;
    }
    return api(config);
  },
);

export const slopes = () => api.get('/slopes');
