import AsyncStorage from '@react-native-async-storage/async-storage';

export async function saveData(key: string, value: unknown): Promise<void> {
  // ok: plaintext-token-storage
  await AsyncStorage.setItem(key, JSON.stringify(value));
}
