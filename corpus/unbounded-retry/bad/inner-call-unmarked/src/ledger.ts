import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { useAccount } from './account';

const API = 'https://api.example.com';
export const ledger = axios.create({ baseURL: API });
let closing: Promise<void> | null = null;

async function closeBooks(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('cash.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('cash.access', data.accessToken);
  await SecureStore.setItemAsync('cash.refresh', data.refreshToken);
}

ledger.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('cash.access')}`;
  return config;
});

ledger.interceptors.response.use(undefined, async (error) => {
  const config = error.config;
  if (error.response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  closing ??= closeBooks().finally(() => {
    closing = null;
  });
  await closing;
  const me = await ledger.get('/account'); // want: unbounded-retry
  useAccount.setState({ account: me.data });
  return ledger(config);
});
