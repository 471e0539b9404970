import * as SecureStore from 'expo-secure-store';

export const getAccess = () => SecureStore.getItemAsync('ws_access_token');
export const getRefresh = () => SecureStore.getItemAsync('ws_refresh_token');

export async function saveTokens(access: string, refresh: string): Promise<void> {
  await Promise.all([
    SecureStore.setItemAsync('ws_access_token', access),
    SecureStore.setItemAsync('ws_refresh_token', refresh),
  ]);
}

export async function clearTokens(): Promise<void> {
  await SecureStore.deleteItemAsync('ws_access_token');
  await SecureStore.deleteItemAsync('ws_refresh_token');
}
