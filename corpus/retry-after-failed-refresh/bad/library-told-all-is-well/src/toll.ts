import axios, { AxiosError } from 'axios';
import createAuthRefreshInterceptor from 'axios-auth-refresh';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

export const toll = axios.create({ baseURL: API });

toll.interceptors.request.use(async (config) => {
  const access = await SecureStore.getItemAsync('toll.access');
  config.headers.set('Authorization', `Bearer ${access}`);
  return config;
});

async function renew(failed: AxiosError): Promise<unknown> {
  const refreshToken = await SecureStore.getItemAsync('toll.refresh');
  if (!refreshToken) return Promise.reject(failed);
  try {
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('toll.access', data.accessToken);
    await SecureStore.setItemAsync('toll.refresh', data.refreshToken);
  } catch {
    return Promise.resolve();
  }
}

createAuthRefreshInterceptor(toll, renew, { statusCodes: [401] }); // want: retry-after-failed-refresh
