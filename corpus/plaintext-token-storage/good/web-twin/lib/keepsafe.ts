import * as SecureStore from 'expo-secure-store';

export const keepsafe = {
  put: (name: string, token: string): Promise<void> => SecureStore.setItemAsync(name, token),
  take: (name: string): Promise<string | null> => SecureStore.getItemAsync(name),
};
