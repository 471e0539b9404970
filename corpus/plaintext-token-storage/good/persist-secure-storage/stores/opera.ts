import { Platform } from 'react-native';
import * as SecureStore from 'expo-secure-store';
import { create } from 'zustand';
import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware';

const balcony: StateStorage = {
  getItem: (name) => SecureStore.getItemAsync(name),
  setItem: (name, value) => SecureStore.setItemAsync(name, value),
  removeItem: (name) => SecureStore.deleteItemAsync(name),
};

type Opera = { accessToken: string | null; seat(accessToken: string): void };

export const useOpera = create<Opera>()(
  // ok: plaintext-token-storage
  persist(
    (set) => ({
      accessToken: null,
      seat: (accessToken) => set({ accessToken }),
    }),
    {
      name: 'opera',
      storage: createJSONStorage(() => (Platform.OS === 'web' ? localStorage : balcony)),
    },
  ),
);
