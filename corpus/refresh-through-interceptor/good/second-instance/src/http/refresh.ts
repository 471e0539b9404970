import * as SecureStore from 'expo-secure-store';
import { refreshTokens } from './auth';
import { http } from './instances';

let inFlight: Promise<string> | null = null;

http.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('birds.access');
  if (token) config.headers.Authorization = `Bearer ${token}`;
  return config;
});

http.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  if (!inFlight) {
    inFlight = refreshTokens().finally(() => {
      inFlight = null;
    });
  }
  const token = await inFlight;
  error.config.headers.Authorization = `Bearer ${token}`;
  return http(error.config);
});
