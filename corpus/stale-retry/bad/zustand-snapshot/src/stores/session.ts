import { create } from 'zustand';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

interface SessionState {
  accessToken: string | null;
  hydrate: () => Promise<void>;
  renew: () => Promise<void>;
}

let renewal: Promise<void> | null = null;

export const useSession = create<SessionState>((set) => ({
  accessToken: null,

  hydrate: async () => {
    set({ accessToken: await SecureStore.getItemAsync('tide_access') });
  },

  renew: () => {
    renewal ??= (async () => {
      try {
        const refreshToken = await SecureStore.getItemAsync('tide_refresh');
        const res = await fetch(`${API}/auth/renew`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ refreshToken }),
        });
        if (!res.ok) throw new Error(`renew: ${res.status}`);
        const body = await res.json();
        await SecureStore.setItemAsync('tide_access', body.accessToken);
        await SecureStore.setItemAsync('tide_refresh', body.refreshToken);
        set({ accessToken: body.accessToken });
      } finally {
        renewal = null;
      }
    })();
    return renewal;
  },
}));
