import AsyncStorage from '@react-native-async-storage/async-storage';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface Learner {
  name: string;
  language: string;
  accessToken: string | null;
  setSession(name: string, accessToken: string): void;
}

export const useLearner = create<Learner>()(
  // ok: plaintext-token-storage
  persist(
    (set) => ({
      name: '',
      language: 'en',
      accessToken: null,
      setSession: (name, accessToken) => set({ name, accessToken }),
    }),
    {
      name: 'learner',
      storage: createJSONStorage(() => AsyncStorage),
      partialize: ({ name, language }) => ({ name, language }),
    },
  ),
);
