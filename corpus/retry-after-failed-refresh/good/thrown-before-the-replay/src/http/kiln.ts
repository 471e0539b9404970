import axios, { isAxiosError } from 'axios';
import * as SecureStore from 'expo-secure-store';

export const HOST = 'https://api.example.com';

let firing: Promise<string> | null = null;

async function heat(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('kiln.refresh');
  try {
    const { data } = await axios.post<{ accessToken: string; refreshToken: string }>(`${HOST}/auth/refresh`, {
      refreshToken,
    });
    await SecureStore.setItemAsync('kiln.access', data.accessToken);
    await SecureStore.setItemAsync('kiln.refresh', data.refreshToken);
    return data.accessToken;
  } catch (e) {
    if (isAxiosError(e) && [400, 401].includes(e.response?.status ?? 0)) {
      await SecureStore.deleteItemAsync('kiln.access');
      await SecureStore.deleteItemAsync('kiln.refresh');
    }
    throw e;
  }
}

export function fire(): Promise<string> {
  firing ??= heat().finally(() => {
    firing = null;
  });
  return firing;
}
