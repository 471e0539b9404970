import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const crate = axios.create({ baseURL: API });

let uncorking: Promise<void> | null = null;

async function decant(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('cellar.refresh');
  const { data } = await axios.post(API + '/login/refresh', { refreshToken });
  await SecureStore.setItemAsync('cellar.access', data.accessToken);
  await SecureStore.setItemAsync('cellar.refresh', data.refreshToken);
}

function uncork(): Promise<void> {
  if (uncorking) return uncorking;
  const mine = decant();
  // ok: unreleased-flight
  uncorking = mine;
  mine
    .catch(() => undefined)
    .finally(() => {
      if (uncorking === mine) uncorking = null;
    });
  return mine;
}

crate.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('cellar.access')}`;
  return config;
});

crate.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config.__again) throw error;
  error.config.__again = true;
  await uncork();
  return crate(error.config);
});
