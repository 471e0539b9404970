import createContextHook from '@nkzw/create-context-hook';
import { useMemo, useRef } from 'react';
import * as SecureStore from 'expo-secure-store';

const BASE = 'https://api.example.com';

export const [LunchProvider, useLunch] = createContextHook(() => {
  const renewal = useRef<Promise<void> | null>(null);

  return useMemo(() => {
    const send = async (path: string, init?: RequestInit) => {
      const token = await SecureStore.getItemAsync('lunch_access');
      return fetch(`${BASE}${path}`, {
        ...init,
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      });
    };

    const request = async (path: string, init?: RequestInit): Promise<any> => {
      let res = await send(path, init);
      if (res.status === 401) {
        if (!renewal.current) {
          renewal.current = renew().finally(() => {
            renewal.current = null;
          });
        }
        await renewal.current;
        res = await send(path, init);
      }
      if (!res.ok) throw new Error(`${path}: ${res.status}`);
      return res.json();
    };

    const renew = async () => {
      const refreshToken = await SecureStore.getItemAsync('lunch_refresh');
      const body = JSON.stringify({ refreshToken });
      // want: refresh-through-interceptor
      const next = await request('/auth/refresh', { method: 'POST', body });
      await SecureStore.setItemAsync('lunch_access', next.accessToken);
      await SecureStore.setItemAsync('lunch_refresh', next.refreshToken);
    };

    return { request };
  }, []);
});
