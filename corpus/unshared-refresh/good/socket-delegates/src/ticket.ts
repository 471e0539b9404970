import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const VENUE = 'https://api.example.com';
let queueing: Promise<string> | null = null;

const print = async () => {
  const refreshToken = await SecureStore.getItemAsync('office.refresh');
  // ok: unshared-refresh
  const { data } = await axios.put(VENUE + '/auth/token/refresh', { refreshToken });
  await SecureStore.setItemAsync('office.access', data.accessToken);
  await SecureStore.setItemAsync('office.refresh', data.refreshToken);
  return data.accessToken as string;
};

export const freshTicket = () => (queueing ??= print().finally(() => (queueing = null)));
