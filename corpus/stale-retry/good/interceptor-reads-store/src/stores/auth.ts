import { create } from 'zustand';
import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

interface AuthState {
  token: string | null;
  load(): Promise<void>;
  refresh(): Promise<void>;
}

let ongoing: Promise<void> | null = null;

export const useAuth = create<AuthState>()((set) => {
  const belay = async () => {
    const refreshToken = await SecureStore.getItemAsync('climb.refresh');
    const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('climb.access', data.accessToken);
    await SecureStore.setItemAsync('climb.refresh', data.refreshToken);
    set({ token: data.accessToken });
  };

  return {
    token: null,
    async load() {
      set({ token: await SecureStore.getItemAsync('climb.access') });
    },
    refresh() {
      ongoing ??= belay().finally(() => {
        ongoing = null;
      });
      return ongoing;
    },
  };
});
