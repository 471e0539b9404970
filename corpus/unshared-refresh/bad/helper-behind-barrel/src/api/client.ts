import axios from 'axios';
import { readPair, reissue } from '@/lib/auth';

export const client = axios.create({ baseURL: 'https://api.example.com/v2' });

client.interceptors.request.use(async (config) => {
  const pair = await readPair();
  if (pair && !config.headers.Authorization) config.headers.Authorization = `Bearer ${pair.access}`;
  return config;
});

client.interceptors.response.use(undefined, async (error) => {
  const config = error.config;
  if (error.response?.status !== 401 || config.headers['X-Second-Try']) {
    return Promise.reject(error);
  }
  const access = await reissue();
  config.headers['X-Second-Try'] = '1';
  config.headers.Authorization = `Bearer ${access}`;
  return client.request(config);
});
