import axios from 'axios';
import { useSession } from '../stores/session';

export const http = axios.create({ baseURL: 'https://api.example.com' });

http.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await useSession.getState().token()}`;
  return config;
});

http.interceptors.response.use(null, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config.headers['X-Second-Try']) throw error;
  await useSession.getState().extend();
  config.headers['X-Second-Try'] = '1';
  return http.request(config);
});
