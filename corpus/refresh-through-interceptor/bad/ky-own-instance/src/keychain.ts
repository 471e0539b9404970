import * as SecureStore from 'expo-secure-store';

export const read = (name: 'access' | 'refresh') => SecureStore.getItemAsync(`mushroom.${name}`);

export const write = (name: 'access' | 'refresh', value: string) => SecureStore.setItemAsync(`mushroom.${name}`, value);
