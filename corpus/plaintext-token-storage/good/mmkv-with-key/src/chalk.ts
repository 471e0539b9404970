import * as SecureStore from 'expo-secure-store';
import { MMKV, type Configuration } from 'react-native-mmkv';

const options: Configuration = {
  id: 'chalk',
  encryptionKey: SecureStore.getItem('chalk.key') ?? undefined,
};
options.encryptionKey ??= mintKey();

function mintKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const key = Array.from(bytes, (b) => b.toString(36)).join('').slice(0, 16);
  SecureStore.setItem('chalk.key', key);
  return key;
}

export const chalk = new MMKV(options);
