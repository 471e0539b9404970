import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { refreshSession, store } from './store';

export const clinic = axios.create({ baseURL: 'https://api.example.com' });

let running: Promise<unknown> | null = null;

clinic.interceptors.request.use(async (config) => {
  const access = await SecureStore.getItemAsync('vet_access');
  config.headers.Authorization = `Bearer ${access}`;
  return config;
});

clinic.interceptors.response.use(
  (response) => response,
  async (error) => {
    const original = error.config;
    if (error.response?.status !== 401 || original._retry) throw error;
    original._retry = true;
    if (!running) {
      running = store.dispatch(refreshSession()).finally(() => {
        running = null;
      });
    }
    await running;
    return clinic(original); // want: retry-after-failed-refresh
  },
);
