import * as SecureStore from 'expo-secure-store';

export const readRefresh = () => SecureStore.getItemAsync('refreshToken');
export const readAccess = () => SecureStore.getItemAsync('accessToken');

export async function keep(pair: { accessToken: string; refreshToken?: string }) {
  await SecureStore.setItemAsync('accessToken', pair.accessToken);
  if (pair.refreshToken) await SecureStore.setItemAsync('refreshToken', pair.refreshToken);
}

export async function forget() {
  await SecureStore.deleteItemAsync('accessToken');
  await SecureStore.deleteItemAsync('refreshToken');
}
