import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { fire, HOST } from './kiln';

export const pottery = axios.create({ baseURL: HOST });

pottery.interceptors.request.use(async (config) => {
  if (!config.headers.Authorization) {
    config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('kiln.access')}`;
  }
  return config;
});

pottery.interceptors.response.use(
  (response) => response,
  async (error) => {
    const { config } = error;
    if (error.response?.status !== 401 || config._retry) throw error;
    config._retry = true;
    const token = await fire();
    config.headers.Authorization = `Bearer ${token}`;
    return pottery(config); // ok: retry-after-failed-refresh
  },
);
