import createContextHook from '@nkzw/create-context-hook';
import { useCallback, useMemo, useState } from 'react';
import * as SecureStore from 'expo-secure-store';

const API = process.env.EXPO_PUBLIC_API_URL ?? 'https://api.example.com';

export const [WalkerProvider, useWalker] = createContextHook(() => {
  const [name, setName] = useState('');

  const leash = useCallback(async (): Promise<string> => {
    const held = await SecureStore.getItemAsync('walker.refresh');
    const res = await fetch(`${API}/api/auth/refresh`, { // want: unshared-refresh
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken: held }),
    });
    if (!res.ok) throw new Error('leash: ' + res.status);
    const { accessToken, refreshToken } = await res.json();
    await SecureStore.setItemAsync('walker.access', accessToken);
    await SecureStore.setItemAsync('walker.refresh', refreshToken);
    return accessToken;
  }, []);

  const request = useCallback(
    async (path: string) => {
      const url = API + path;
      const access = await SecureStore.getItemAsync('walker.access');
      const first = await fetch(url, { headers: { Authorization: `Bearer ${access}` } });
      if (first.status !== 401) return first;
      const next = await leash();
      return fetch(url, { headers: { Authorization: `Bearer ${next}` } });
    },
    [leash],
  );

  return useMemo(() => ({ name, setName, request }), [name, request]);
});
