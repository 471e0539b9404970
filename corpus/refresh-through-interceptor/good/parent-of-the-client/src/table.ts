import { create } from 'zustand';
import * as SecureStore from 'expo-secure-store';
import { base } from './dice';

interface Table {
  rolling: Promise<string> | null;
  roll: () => Promise<string>;
}

export const useTable = create<Table>((set, get) => ({
  rolling: null,
  roll: () => {
    const running = get().rolling;
    if (running) return running;

    const rolling = (async () => {
      const refreshToken = await SecureStore.getItemAsync('dice.refresh');
      // ok: refresh-through-interceptor
      const next = await base
        .post('auth/refresh', { json: { refreshToken } })
        .json<{ accessToken: string; refreshToken: string }>();
      await SecureStore.setItemAsync('dice.access', next.accessToken);
      await SecureStore.setItemAsync('dice.refresh', next.refreshToken);
      return next.accessToken;
    })().finally(() => set({ rolling: null }));

    set({ rolling });
    return rolling;
  },
}));
