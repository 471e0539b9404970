import { create } from 'zustand';
import * as SecureStore from 'expo-secure-store';

interface PantryState {
  refreshing: boolean;
  queue: Array<(token: string) => void>;
  freshToken: () => Promise<string>;
}

export const usePantry = create<PantryState>((set, get) => ({
  refreshing: false,
  queue: [],

  freshToken: async () => {
    if (get().refreshing) {
      return new Promise<string>((resolve) => set((s) => ({ queue: [...s.queue, resolve] })));
    }
    set({ refreshing: true });
    try {
      const refreshToken = await SecureStore.getItemAsync('pantry-refresh');
      const res = await fetch('https://api.example.com/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!res.ok) throw new Error('refresh: ' + res.status);
      const body = await res.json();
      await SecureStore.setItemAsync('pantry-access', body.accessToken);
      await SecureStore.setItemAsync('pantry-refresh', body.refreshToken);
      get().queue.forEach((resolve) => resolve(body.accessToken));
      set({ refreshing: false, queue: [] });
      return body.accessToken as string;
    } catch (err) {
      set({ refreshing: false, queue: [] }); // want: stranded-waiters
      throw err;
    }
  },
}));
