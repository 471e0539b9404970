import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API_HOST = 'https://api.example.com';

export const axiosInstance = axios.create({ baseURL: API_HOST });

let refreshPromise: Promise<string> | null = null;

const refreshTokens = async (): Promise<string> => {
  const refreshToken = await SecureStore.getItemAsync('mm_refreshToken');
  const { data } = await axios.post(`${API_HOST}/auth/token/refresh`, { refreshToken });
  await SecureStore.setItemAsync('mm_accessToken', data.accessToken);
  await SecureStore.setItemAsync('mm_refreshToken', data.refreshToken);
  return data.accessToken;
};

axiosInstance.interceptors.request.use(async (config) => {
  const accessToken = await SecureStore.getItemAsync('mm_accessToken');
  config.headers.Authorization = `Bearer ${accessToken}`;
  return config;
});

axiosInstance.interceptors.response.use(
  (response) => response,
  async (error) => {
    const config = error?.config;

    if (error?.response?.status === 401 && !config.retry) {
      config.retry = true;
      try {
        refreshPromise ??= refreshTokens().finally(() => {
          refreshPromise = null;
        });
        await refreshPromise;
      } catch (e) {
        Promise.reject(e);
      }
      return axiosInstance(config); // want: retry-after-failed-refresh
    }
    return Promise.reject(error);
  },
);
