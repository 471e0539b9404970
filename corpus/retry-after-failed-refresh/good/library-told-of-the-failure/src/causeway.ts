import axios, { isAxiosError } from 'axios';
import createAuthRefreshInterceptor from 'axios-auth-refresh';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

export const causeway = axios.create({ baseURL: API });

causeway.interceptors.request.use(async (config) => {
  config.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('causeway.access')}`);
  return config;
});

createAuthRefreshInterceptor(
  causeway,
  async () => {
    try {
      const refreshToken = await SecureStore.getItemAsync('causeway.refresh');
      const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
      await SecureStore.setItemAsync('causeway.access', data.accessToken);
      await SecureStore.setItemAsync('causeway.refresh', data.refreshToken);
      return data.accessToken;
    } catch (e) {
      if (isAxiosError(e) && e.response?.status === 401) {
        await SecureStore.deleteItemAsync('causeway.access');
        await SecureStore.deleteItemAsync('causeway.refresh');
      }
      return Promise.reject(e); // ok: retry-after-failed-refresh
    }
  },
  { statusCodes: [401] },
);
