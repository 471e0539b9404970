import { useCallback, useRef } from 'react';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

async function tradeIn(): Promise<void> {
  const refresh_token = await SecureStore.getItemAsync('clinic.rt');
  const res = await fetch(`${API}/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ grant_type: 'refresh_token', refresh_token }),
  });
  if (!res.ok) throw new Error('token endpoint: ' + res.status);
  const body = await res.json();
  await SecureStore.setItemAsync('clinic.at', body.access_token);
  await SecureStore.setItemAsync('clinic.rt', body.refresh_token);
}

export function useRequest() {
  const flight = useRef<Promise<void> | null>(null);

  const once = useCallback(() => {
    if (!flight.current) { // want: ineffective-single-flight
      flight.current = tradeIn().finally(() => {
        flight.current = null;
      });
    }
    return flight.current;
  }, []);

  return useCallback(
    async (path: string) => {
      const attempt = async () => {
        const at = await SecureStore.getItemAsync('clinic.at');
        return fetch(API + path, { headers: { Authorization: `Bearer ${at}` } });
      };
      const res = await attempt();
      if (res.status !== 401) return res;
      await once();
      return attempt();
    },
    [once],
  );
}
