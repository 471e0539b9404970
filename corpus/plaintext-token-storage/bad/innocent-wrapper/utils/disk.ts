import AsyncStorage from '@react-native-async-storage/async-storage';

export async function put(name: string, value: unknown): Promise<void> {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  await AsyncStorage.setItem(name, text);
}

export function drop(name: string): Promise<void> {
  return AsyncStorage.removeItem(name);
}
