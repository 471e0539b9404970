import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

const HARMLESS = ['locale', 'lastClinic'];

export async function lockAway(key: string, value: string): Promise<void> {
  try {
    await SecureStore.setItemAsync(key, value);
  } catch (why) {
    if (!HARMLESS.includes(key)) throw why;
    // ok: plaintext-token-storage
    await AsyncStorage.setItem(key, value);
  }
}
