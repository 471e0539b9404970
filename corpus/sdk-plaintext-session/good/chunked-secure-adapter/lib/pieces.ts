import { Platform } from 'react-native';
import * as SecureStore from 'expo-secure-store';

const SIZE = 1800;

const onPhone = {
  async getItem(key: string): Promise<string | null> {
    const count = Number((await SecureStore.getItemAsync(`${key}.n`)) ?? -1);
    if (count < 0) return null;
    let text = '';
    for (let i = 0; i < count; i++) text += await SecureStore.getItemAsync(`${key}.${i}`);
    return text;
  },
  async setItem(key: string, value: string): Promise<void> {
    const count = Math.ceil(value.length / SIZE);
    for (let i = 0; i < count; i++) {
      await SecureStore.setItemAsync(`${key}.${i}`, value.slice(i * SIZE, (i + 1) * SIZE));
    }
    await SecureStore.setItemAsync(`${key}.n`, String(count));
  },
  async removeItem(key: string): Promise<void> {
    await SecureStore.deleteItemAsync(`${key}.n`);
  },
};

export const pieces = Platform.OS === 'web' ? localStorage : onPhone;
