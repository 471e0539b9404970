import AsyncStorage from '@react-native-async-storage/async-storage';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface ChefState {
  name: string | null;
  accessToken: string | null;
  refreshToken: string | null;
  login(email: string, password: string): Promise<void>;
}

export const useChef = create<ChefState>()(
  persist( // want: plaintext-token-storage
    (set) => ({
      name: null,
      accessToken: null,
      refreshToken: null,
      login: async (email, password) => {
        const res = await fetch('https://api.example.com/auth/login', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ email, password }),
        });
        if (!res.ok) throw new Error('login: ' + res.status);
        const { user, accessToken, refreshToken } = await res.json();
        set({ name: user.name, accessToken, refreshToken });
      },
    }),
    { name: 'chef', storage: createJSONStorage(() => AsyncStorage) },
  ),
);
