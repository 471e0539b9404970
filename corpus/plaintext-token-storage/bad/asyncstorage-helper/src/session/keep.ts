import AsyncStorage from '@react-native-async-storage/async-storage';
import { KEYS } from './keys';

export async function keep(accessToken: string, refreshToken: string): Promise<void> {
  await AsyncStorage.setItem(KEYS.first, accessToken); // want: plaintext-token-storage
  await AsyncStorage.setItem(KEYS.second, refreshToken);
}

export async function keepTheme(name: string): Promise<void> {
  // ok: plaintext-token-storage
  await AsyncStorage.setItem(KEYS.theme, name);
}
