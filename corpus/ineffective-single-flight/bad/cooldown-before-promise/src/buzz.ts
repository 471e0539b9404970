import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const COOLDOWN = 10_000;
export const buzz = axios.create({ baseURL: API });

let startedAt = 0;
let waggle: Promise<void> | null = null;

async function dance() {
  const refreshToken = await SecureStore.getItemAsync('apiary.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('apiary.access', data.accessToken);
  await SecureStore.setItemAsync('apiary.refresh', data.refreshToken);
}

function signal(): Promise<void> {
  if (Date.now() - startedAt < COOLDOWN) {
    return Promise.reject(new Error('renewed a moment ago'));
  }
  if (waggle) return waggle; // want: ineffective-single-flight
  startedAt = Date.now();
  waggle = dance().finally(() => {
    waggle = null;
  });
  return waggle;
}

buzz.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('apiary.access')}`;
  return config;
});

buzz.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await signal();
  return buzz(error.config);
});
