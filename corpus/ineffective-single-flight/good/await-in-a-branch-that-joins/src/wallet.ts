import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const wallet = axios.create({ baseURL: API });

let tokens: { access: string; refresh: string } | null = null;
let renewing: Promise<void> | null = null;

async function restore() {
  const access = await SecureStore.getItemAsync('wallet.access');
  const refresh = await SecureStore.getItemAsync('wallet.refresh');
  if (!access || !refresh) throw new Error('There is no session');
  tokens ??= { access, refresh };
}

async function post(refreshToken: string): Promise<void> {
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  tokens = { access: data.accessToken, refresh: data.refreshToken };
  await SecureStore.setItemAsync('wallet.access', data.accessToken);
  await SecureStore.setItemAsync('wallet.refresh', data.refreshToken);
}

async function renew(): Promise<void> {
  // ok: ineffective-single-flight
  if (renewing) return renewing;
  if (!tokens) {
    await restore();
    return renew();
  }
  renewing = post(tokens.refresh).finally(() => {
    renewing = null;
  });
  return renewing;
}

wallet.interceptors.request.use(async (config) => {
  const access = tokens?.access ?? (await SecureStore.getItemAsync('wallet.access'));
  config.headers.Authorization = `Bearer ${access}`;
  return config;
});

wallet.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await renew();
  return wallet(error.config);
});
