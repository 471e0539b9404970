import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { store, tokenReceived } from '../store';

const API = 'https://api.example.com';
export const api = axios.create({ baseURL: API });

export async function hydrate() {
  store.dispatch(tokenReceived((await SecureStore.getItemAsync('room_access')) ?? ''));
}

api.interceptors.request.use((config) => {
  const { token } = store.getState().session;
  if (token) config.headers.Authorization = `Bearer ${token}`;
  return config;
});

let refreshing: Promise<string> | undefined;

async function refresh(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('room_refresh');
  const { data } = await axios.post(`${API}/users/refresh-token`, { refreshToken });
  await SecureStore.setItemAsync('room_access', data.accessToken);
  await SecureStore.setItemAsync('room_refresh', data.refreshToken);
  store.dispatch({ type: 'auth/tokenReceived', payload: data.accessToken });
  return data.accessToken;
}

api.interceptors.response.use(undefined, async (error) => {
  const request = error.config;
  if (error.response?.status !== 401 || request._retried) throw error;
  request._retried = true;
  refreshing ??= refresh().finally(() => (refreshing = undefined));
  request.headers.Authorization = `Bearer ${await refreshing}`;
  return api(request); // want: stale-retry
});
