import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

const SENSITIVE = new Set(['pass', 'renewal']);

export async function setItem(key: string, value: string): Promise<void> {
  if (SENSITIVE.has(key)) {
    await SecureStore.setItemAsync(key, value);
    return;
  }
  // ok: plaintext-token-storage
  await AsyncStorage.setItem(key, value);
}
