import axios from 'axios';
import createAuthRefreshInterceptor from 'axios-auth-refresh';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const tram = axios.create({ baseURL: API });

tram.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('tram.access')}`;
  return config;
});

createAuthRefreshInterceptor(tram, async (failed) => {
  const refreshToken = await SecureStore.getItemAsync('tram.refresh');
  // ok: unshared-refresh
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('tram.access', data.accessToken);
  await SecureStore.setItemAsync('tram.refresh', data.refreshToken);
  failed.response.config.headers.Authorization = `Bearer ${data.accessToken}`;
});
