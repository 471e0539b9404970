import React, { createContext, PropsWithChildren, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

interface Session {
  ready: boolean;
  ask(path: string): Promise<unknown>;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ children }: PropsWithChildren) {
  const [access, setAccess] = useState<string | null>(null);
  const [ready, setReady] = useState(false);
  const running = useRef<Promise<string> | null>(null);

  useEffect(() => {
    SecureStore.getItemAsync('plot-access').then((stored) => {
      setAccess(stored);
      setReady(true);
    });
  }, []);

  const extend = useCallback(async () => {
    const refreshToken = await SecureStore.getItemAsync('plot-refresh');
    const res = await fetch(`${API}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('extend ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('plot-access', pair.accessToken);
    await SecureStore.setItemAsync('plot-refresh', pair.refreshToken);
    setAccess(pair.accessToken);
    return pair.accessToken as string;
  }, []);

  const ask = useCallback(
    async (path: string) => {
      const send = () => fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
      let res = await send();
      if (res.status === 401) {
        running.current ??= extend().finally(() => {
          running.current = null;
        });
        await running.current;
        res = await send(); // want: stale-retry
      }
      if (!res.ok) throw new Error(`${path}: ${res.status}`);
      return res.json();
    },
    [access, extend],
  );

  const value = useMemo(() => ({ ready, ask }), [ready, ask]);
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside its provider');
  return session;
}
