import { create } from 'zustand';
import * as SecureStore from 'expo-secure-store';
import { http } from '../lib/http';

interface Session {
  extending: Promise<void> | null;
  token: () => Promise<string | null>;
  extend: () => Promise<void>;
}

export const useSession = create<Session>((set, get) => {
  async function post() {
    const refreshToken = await SecureStore.getItemAsync('tabs.refreshToken');
    const { data } = await http.post('/sessions/refresh', { refreshToken }); // want: refresh-through-interceptor
    await SecureStore.setItemAsync('tabs.accessToken', data.accessToken);
    await SecureStore.setItemAsync('tabs.refreshToken', data.refreshToken);
  }

  return {
    extending: null,
    token: () => SecureStore.getItemAsync('tabs.accessToken'),
    extend: () => {
      const running = get().extending;
      if (running) return running;
      const extending = post().finally(() => set({ extending: null }));
      set({ extending });
      return extending;
    },
  };
});
