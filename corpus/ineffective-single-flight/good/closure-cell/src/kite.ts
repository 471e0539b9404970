import * as SecureStore from 'expo-secure-store';
import { createClient } from './createClient';

export const kite = createClient('https://api.example.com', {
  read: (name) => SecureStore.getItemAsync('kite.' + name),
  write: (name, value) => SecureStore.setItemAsync('kite.' + name, value),
});
