import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const baseURL = 'https://api.example.com';
export const lace = axios.create({ baseURL });

let twisting = null;

const twist = async () => {
  const refreshToken = await SecureStore.getItemAsync('lace_refresh');
  const { data } = await axios.post('/auth/refresh', { refreshToken }, { baseURL });
  await SecureStore.setItemAsync('lace_access', data.accessToken);
  await SecureStore.setItemAsync('lace_refresh', data.refreshToken);
};

const forget = async () => {
  await SecureStore.deleteItemAsync('lace_access');
  await SecureStore.deleteItemAsync('lace_refresh');
};

lace.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('lace_access');
  if (token) config.headers.Authorization = `Bearer ${token}`;
  return config;
});

lace.interceptors.response.use(
  (response) => response,
  async (error) => {
    const { config, response } = error;
    if (!response || response.status !== 401 || config._retry) return Promise.reject(error);
    config._retry = true;
    try {
      if (!twisting) {
        twisting = twist().finally(() => {
          twisting = null;
        });
      }
      await twisting;
      return lace(config); // ok: retry-after-failed-refresh
    } catch (problem) {
      const status = problem.response?.status;
      if (status === 400 || status === 401) await forget();
      throw problem;
    }
  },
);
