import * as SecureStore from 'expo-secure-store';
import { KeychainLocked } from './errors';

export async function readRefresh(): Promise<string> {
  try {
    return (await SecureStore.getItemAsync('refreshToken')) ?? '';
  } catch {
    throw new KeychainLocked();
  }
}

export async function keep(pair: { accessToken: string; refreshToken?: string }) {
  await SecureStore.setItemAsync('accessToken', pair.accessToken);
  if (pair.refreshToken) await SecureStore.setItemAsync('refreshToken', pair.refreshToken);
}
