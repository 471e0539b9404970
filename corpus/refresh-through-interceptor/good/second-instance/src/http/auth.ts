import * as SecureStore from 'expo-secure-store';
import { authHttp } from './instances';

export async function refreshTokens(): Promise<string> {
  const refresh = await SecureStore.getItemAsync('birds.refresh');
  // ok: refresh-through-interceptor
  const res = await authHttp.post('/token/refresh/', { refresh });
  await SecureStore.setItemAsync('birds.access', res.data.access);
  await SecureStore.setItemAsync('birds.refresh', res.data.refresh);
  return res.data.access;
}
