import axios, { AxiosError, InternalAxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

export const apiary = axios.create({ baseURL: API });

let requeening: Promise<void> | null = null;

async function requeen(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('apiary.refresh');
  if (!refreshToken) return;
  const res = await axios.post(`${API}/auth/refresh`, { refreshToken }, { validateStatus: (status) => status < 500 });
  if (res.data?.accessToken) {
    await SecureStore.setItemAsync('apiary.access', res.data.accessToken);
    await SecureStore.setItemAsync('apiary.refresh', res.data.refreshToken);
  }
}

apiary.interceptors.request.use(async (config) => {
  const access = await SecureStore.getItemAsync('apiary.access');
  if (access) config.headers.Authorization = `Bearer ${access}`;
  return config;
});

apiary.interceptors.response.use(undefined, async (error: AxiosError) => {
  const config = error.config as InternalAxiosRequestConfig & { second?: boolean };
  if (error.response?.status !== 401 || config.second) {
    return Promise.reject(error);
  }
  config.second = true;
  if (!requeening) {
    requeening = requeen().finally(() => {
      requeening = null;
    });
  }
  await requeening;
  return apiary(config); // want: retry-after-failed-refresh
});
