import { create } from 'zustand';
import * as SecureStore from 'expo-secure-store';

interface Cellar {
  access: string | null;
  pulse(): Promise<string>;
}

export const useCellar = create<Cellar>((set) => ({
  access: null,
  pulse: async () => {
    const refreshToken = await SecureStore.getItemAsync('brew_refresh');
    const res = await fetch('https://api.example.com/user/refresh', { // want: unshared-refresh
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`pulse: ${res.status}`);
    const next = await res.json();
    await SecureStore.setItemAsync('brew_refresh', next.refreshToken);
    set({ access: next.accessToken });
    return next.accessToken;
  },
}));
