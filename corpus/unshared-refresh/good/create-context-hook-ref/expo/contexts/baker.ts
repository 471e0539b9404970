import createContextHook from '@nkzw/create-context-hook';
import { useCallback, useMemo, useRef } from 'react';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

export const [BakerProvider, useBaker] = createContextHook(() => {
  const dough = useRef<Promise<string> | null>(null);

  const knead = useCallback((): Promise<string> => {
    if (dough.current) return dough.current;
    dough.current = (async () => {
      const refreshToken = await SecureStore.getItemAsync('cake.refresh');
      // ok: unshared-refresh
      const res = await fetch(API + '/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!res.ok) throw new Error('knead: ' + res.status);
      const next = await res.json();
      await SecureStore.setItemAsync('cake.access', next.accessToken);
      await SecureStore.setItemAsync('cake.refresh', next.refreshToken);
      return next.accessToken as string;
    })().finally(() => {
      dough.current = null;
    });
    return dough.current;
  }, []);

  const request = useCallback(
    async (path: string) => {
      const access = await SecureStore.getItemAsync('cake.access');
      const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
      if (res.status !== 401) return res;
      return fetch(API + path, { headers: { Authorization: `Bearer ${await knead()}` } });
    },
    [knead],
  );

  return useMemo(() => ({ request }), [request]);
});
