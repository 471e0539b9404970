import createContextHook from '@nkzw/create-context-hook';
import { useCallback, useMemo, useRef } from 'react';
import * as SecureStore from 'expo-secure-store';

const API_BASE = 'https://api.example.com';

export const [WalkerProvider, useWalker] = createContextHook(() => {
  const isRenewing = useRef(false);
  const waiting = useRef<((token: string) => void)[]>([]);

  const renew = useCallback(async (): Promise<string> => {
    if (isRenewing.current) {
      return new Promise<string>((resolve) => {
        waiting.current.push(resolve);
      });
    }
    isRenewing.current = true;
    try {
      const refreshToken = await SecureStore.getItemAsync('walker_refresh_token');
      const response = await fetch(`${API_BASE}/auth/refresh`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!response.ok) {
        throw new Error(`Refresh failed (${response.status})`);
      }
      const data = await response.json();
      await SecureStore.setItemAsync('walker_access_token', data.accessToken);
      await SecureStore.setItemAsync('walker_refresh_token', data.refreshToken);
      waiting.current.forEach((resolve) => resolve(data.accessToken));
      waiting.current = [];
      return data.accessToken;
    } catch (error) {
      console.warn('[walker] could not renew');
      waiting.current = []; // want: stranded-waiters
      throw error;
    } finally {
      isRenewing.current = false;
    }
  }, []);

  const request = useCallback(
    async (path: string) => {
      const token = await SecureStore.getItemAsync('walker_access_token');
      const response = await fetch(`${API_BASE}${path}`, { headers: { Authorization: `Bearer ${token}` } });
      if (response.status !== 401) return response;
      const fresh = await renew();
      return fetch(`${API_BASE}${path}`, { headers: { Authorization: `Bearer ${fresh}` } });
    },
    [renew],
  );

  return useMemo(() => ({ request }), [request]);
});
