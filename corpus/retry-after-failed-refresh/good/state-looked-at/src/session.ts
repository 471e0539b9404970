import { create } from 'zustand';
import * as SecureStore from 'expo-secure-store';

type Session = {
  token: string | null;
  error: Error | null;
  restore: () => Promise<void>;
  renew: () => Promise<void>;
};

let pedalling: Promise<void> | null = null;

export const useSession = create<Session>((set) => {
  const pedal = async () => {
    try {
      const refreshToken = await SecureStore.getItemAsync('bmx.refresh');
      const res = await fetch('https://api.example.com/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!res.ok) throw new Error('refresh answered ' + res.status);
      const pair = await res.json();
      await SecureStore.setItemAsync('bmx.access', pair.accessToken);
      await SecureStore.setItemAsync('bmx.refresh', pair.refreshToken);
      set({ token: pair.accessToken, error: null });
    } catch (e) {
      set({ error: e as Error });
    }
  };

  return {
    token: null,
    error: null,
    restore: async () => set({ token: await SecureStore.getItemAsync('bmx.access') }),
    renew: () => (pedalling ??= pedal().finally(() => (pedalling = null))),
  };
});
