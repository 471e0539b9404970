import { create } from 'zustand';
import * as SecureStore from 'expo-secure-store';

let shunting: Promise<string> | null = null;

async function shunt(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('rail.refresh');
  // ok: unshared-refresh
  const res = await fetch('https://api.example.com/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('shunt: ' + res.status);
  const body = await res.json();
  await SecureStore.setItemAsync('rail.refresh', body.refreshToken);
  return body.accessToken;
}

type Signal = { access: string | null; switchTrack: () => Promise<string> };

export const useSignal = create<Signal>()((set) => ({
  access: null,
  switchTrack: () => {
    if (shunting) return shunting;
    shunting = shunt()
      .then((access) => {
        set({ access });
        return access;
      })
      .finally(() => {
        shunting = null;
      });
    return shunting;
  },
}));
