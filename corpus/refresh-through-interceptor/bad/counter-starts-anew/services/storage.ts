import * as SecureStore from 'expo-secure-store';

export const getAccessToken = () => SecureStore.getItemAsync('team_access_token');
export const getRefreshToken = () => SecureStore.getItemAsync('team_refresh_token');

export async function saveTokens(access: string, refresh: string) {
  await SecureStore.setItemAsync('team_access_token', access);
  await SecureStore.setItemAsync('team_refresh_token', refresh);
}
