import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { wax } from './wax';

export const museum = axios.create({ baseURL: 'https://api.example.com' });

museum.interceptors.request.use(async (config) => {
  const access = await SecureStore.getItemAsync('wax.access');
  if (access) config.headers.set('Authorization', `Bearer ${access}`);
  return config;
});

museum.interceptors.response.use(
  (response) => response,
  async (error) => {
    if (error.response?.status === 401 && !error.config._retry) {
      error.config._retry = true;
      await wax();
      return museum(error.config); // want: retry-after-failed-refresh
    }
    throw error;
  },
);
