import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const accounts = axios.create({ baseURL: 'https://accounts.example.com' });

accounts.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status === 401) {
    await SecureStore.deleteItemAsync('escape_access');
    await SecureStore.deleteItemAsync('escape_refresh');
  }
  throw error;
});

export async function extendVisit(): Promise<string> {
  const refresh_token = await SecureStore.getItemAsync('escape_refresh');
  // ok: refresh-through-interceptor
  const { data } = await accounts.post('/oauth/token', { grant_type: 'refresh_token', refresh_token });
  await SecureStore.setItemAsync('escape_access', data.access_token);
  await SecureStore.setItemAsync('escape_refresh', data.refresh_token);
  return data.access_token;
}
