import axios from 'axios';
import { useAuth } from '../stores/auth';

export { useAuth };

export const api = axios.create({ baseURL: 'https://api.example.com' });

api.interceptors.request.use((config) => {
  const token = useAuth.getState().token;
  if (token) config.headers.Authorization = `Bearer ${token}`;
  return config;
});

api.interceptors.response.use(
  (res) => res,
  async (error) => {
    const { config, response } = error;
    if (response?.status === 401 && !config._retry) {
      config._retry = true;
      await useAuth.getState().refresh();
      return api(config); // ok: stale-retry
    }
    return Promise.reject(error);
  },
);
