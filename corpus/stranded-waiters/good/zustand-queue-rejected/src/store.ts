import { create } from 'zustand';
import * as SecureStore from 'expo-secure-store';

type Entry = { resolve: (token: string) => void; reject: (err: unknown) => void };

interface RunnerState {
  refreshing: boolean;
  queue: Entry[];
  freshToken: () => Promise<string>;
}

async function exchange(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('runner-refresh');
  const res = await fetch('https://api.example.com/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('refresh: ' + res.status);
  const body = await res.json();
  await SecureStore.setItemAsync('runner-access', body.accessToken);
  await SecureStore.setItemAsync('runner-refresh', body.refreshToken);
  return body.accessToken;
}

export const useRunner = create<RunnerState>((set, get) => {
  const drain = (): Entry[] => {
    const { queue } = get();
    // ok: stranded-waiters
    set({ refreshing: false, queue: [] });
    return queue;
  };

  return {
    refreshing: false,
    queue: [],
    freshToken: async () => {
      if (get().refreshing) {
        return new Promise<string>((resolve, reject) => set((s) => ({ queue: [...s.queue, { resolve, reject }] })));
      }
      set({ refreshing: true });
      try {
        const token = await exchange();
        drain().forEach((entry) => entry.resolve(token));
        return token;
      } catch (err) {
        drain().forEach((entry) => entry.reject(err));
        throw err;
      }
    },
  };
});
