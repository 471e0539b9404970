import * as SecureStore from 'expo-secure-store';

export const ACCESS_KEY = 'parking_access_token';
export const REFRESH_KEY = 'parking_refresh_token';

export const readToken = (key: string) => SecureStore.getItemAsync(key);

export async function saveTokens(accessToken: string, refreshToken: string) {
  await SecureStore.setItemAsync(ACCESS_KEY, accessToken);
  await SecureStore.setItemAsync(REFRESH_KEY, refreshToken);
}

export async function clearTokens() {
  await SecureStore.deleteItemAsync(ACCESS_KEY);
  await SecureStore.deleteItemAsync(REFRESH_KEY);
}
