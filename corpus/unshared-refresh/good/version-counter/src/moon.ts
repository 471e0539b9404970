import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const moon = axios.create({ baseURL: API });

let version = 0;
let waxing: Promise<string> | null = null;

export async function signOut(): Promise<void> {
  version += 1;
  waxing = null;
  await SecureStore.deleteItemAsync('moon.access');
  await SecureStore.deleteItemAsync('moon.refresh');
}

async function wax(): Promise<string> {
  const mine = version;
  const refreshToken = await SecureStore.getItemAsync('moon.refresh');
  // ok: unshared-refresh
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  if (mine !== version) throw new Error('signed out meanwhile');
  await SecureStore.setItemAsync('moon.access', data.accessToken);
  await SecureStore.setItemAsync('moon.refresh', data.refreshToken);
  return data.accessToken;
}

function waxOnce(): Promise<string> {
  if (waxing) return waxing;
  const mine = wax().finally(() => {
    if (waxing === mine) waxing = null;
  });
  waxing = mine;
  return mine;
}

moon.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('moon.access')}`;
  return config;
});

moon.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await waxOnce();
  return moon(error.config);
});
