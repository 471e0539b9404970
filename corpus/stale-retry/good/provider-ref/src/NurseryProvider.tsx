import React, { createContext, ReactNode, useCallback, useContext, useMemo, useRef } from 'react';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

type Nursery = { ask: (path: string) => Promise<unknown> };

const Context = createContext<Nursery>({ ask: () => Promise.reject(new Error('no provider')) });

export const useNursery = () => useContext(Context);

export function NurseryProvider({ children }: { children: ReactNode }) {
  const access = useRef<string | null>(null);
  const potting = useRef<Promise<void> | null>(null);

  const repot = useCallback(async () => {
    const held = await SecureStore.getItemAsync('nursery_refresh');
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken: held }),
    });
    if (!res.ok) throw new Error('repot: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('nursery_access', pair.accessToken);
    await SecureStore.setItemAsync('nursery_refresh', pair.refreshToken);
    access.current = pair.accessToken;
  }, []);

  const ask = useCallback(
    async (path: string) => {
      access.current ??= await SecureStore.getItemAsync('nursery_access');
      const send = () => fetch(API + path, { headers: { Authorization: `Bearer ${access.current}` } });
      let res = await send();
      if (res.status === 401) {
        if (!potting.current) {
          potting.current = repot().finally(() => {
            potting.current = null;
          });
        }
        await potting.current;
        res = await send(); // ok: stale-retry
      }
      if (!res.ok) throw new Error(path + ': ' + res.status);
      return res.json();
    },
    [repot],
  );

  return <Context.Provider value={useMemo(() => ({ ask }), [ask])}>{children}</Context.Provider>;
}
