import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

const NAME = 'vet.access';

export async function hide(accessToken: string): Promise<void> {
  try {
    await SecureStore.setItemAsync(NAME, accessToken);
  } catch {
    await AsyncStorage.setItem(NAME, accessToken); // want: plaintext-token-storage
  }
}

export async function seek(): Promise<string | null> {
  return (await SecureStore.getItemAsync(NAME)) ?? AsyncStorage.getItem(NAME);
}
