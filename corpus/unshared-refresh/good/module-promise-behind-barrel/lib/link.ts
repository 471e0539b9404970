import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { renewOnce } from '@/lib/auth';

export const link = axios.create({ baseURL: 'https://api.example.com' });

link.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('choir.access');
  if (token) config.headers.set('Authorization', `Bearer ${token}`);
  return config;
});

link.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config.retried) throw error;
  error.config.retried = true;
  await renewOnce();
  return link(error.config);
});
