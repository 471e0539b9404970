import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

let melting: Promise<void> | null = null;
export const lastProblem: { message: string | null } = { message: null };

async function melt(): Promise<void> {
  try {
    const refreshToken = await SecureStore.getItemAsync('wax.refresh');
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('wax.access', data.accessToken);
    await SecureStore.setItemAsync('wax.refresh', data.refreshToken);
    lastProblem.message = null;
  } catch (e) {
    lastProblem.message = e instanceof Error ? e.message : 'unknown';
  }
}

export function wax(): Promise<void> {
  melting ??= melt().finally(() => {
    melting = null;
  });
  return melting;
}
