import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { AppState } from 'react-native';
import { BASE_URL } from './http';

type Item = { path: string; body: unknown };
const items: Item[] = [];

export const enqueue = (item: Item) => void items.push(item);

async function bearer(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('inspect_refresh');
  const res = await axios.post(`${BASE_URL}/auth/refresh`, { refreshToken }); // want: unshared-refresh
  await SecureStore.setItemAsync('inspect_access', res.data.accessToken);
  await SecureStore.setItemAsync('inspect_refresh', res.data.refreshToken);
  return res.data.accessToken;
}

export async function flushOutbox(): Promise<void> {
  const headers = { Authorization: `Bearer ${await bearer()}` };
  for (let item = items[0]; item; item = items[0]) {
    await axios.post(BASE_URL + item.path, item.body, { headers });
    items.shift();
  }
}

AppState.addEventListener('change', (state) => {
  if (state === 'active' && items.length > 0) flushOutbox().catch(() => undefined);
});
