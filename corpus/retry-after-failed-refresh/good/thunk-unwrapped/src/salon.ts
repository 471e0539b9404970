import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { refreshSession, store } from './store';

export const salon = axios.create({ baseURL: 'https://api.example.com' });

let clipping: Promise<void> | null = null;

salon.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('groom_access')}`;
  return config;
});

salon.interceptors.response.use(
  (response) => response,
  async (error) => {
    const original = error.config;
    if (error.response?.status !== 401 || original._retry) throw error;
    original._retry = true;
    clipping ??= store
      .dispatch(refreshSession())
      .unwrap()
      .finally(() => {
        clipping = null;
      });
    await clipping;
    return salon(original); // ok: retry-after-failed-refresh
  },
);
