import React, { createContext, useCallback, useContext, useMemo, useRef } from 'react';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

interface Waiter {
  resolve: (token: string) => void;
  reject: (error: unknown) => void;
}

interface GardenValue {
  fetchBeds: (path: string) => Promise<Response>;
}

const GardenContext = createContext<GardenValue | undefined>(undefined);

export const GardenProvider: React.FC<{ children: React.ReactNode }> = ({ children }) => {
  const busy = useRef(false);
  const waiters = useRef<Waiter[]>([]);

  const renew = useCallback(async (): Promise<string> => {
    if (busy.current) {
      return new Promise((resolve, reject) => waiters.current.push({ resolve, reject }));
    }
    busy.current = true;
    try {
      const refreshToken = await SecureStore.getItemAsync('garden_refresh');
      const res = await fetch(`${API}/auth/refresh`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!res.ok) throw new Error(`Renewal answered ${res.status}`);
      const json = await res.json();
      await SecureStore.setItemAsync('garden_access', json.accessToken);
      await SecureStore.setItemAsync('garden_refresh', json.refreshToken);
      waiters.current.forEach((w) => w.resolve(json.accessToken));
      return json.accessToken;
    } catch (error) {
      waiters.current.forEach((w) => w.reject(error));
      throw error;
    } finally {
      // ok: stranded-waiters
      waiters.current = [];
      busy.current = false;
    }
  }, []);

  const fetchBeds = useCallback(
    async (path: string) => {
      const token = await SecureStore.getItemAsync('garden_access');
      const res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
      if (res.status !== 401) return res;
      return fetch(API + path, { headers: { Authorization: `Bearer ${await renew()}` } });
    },
    [renew],
  );

  const value = useMemo(() => ({ fetchBeds }), [fetchBeds]);
  return <GardenContext.Provider value={value}>{children}</GardenContext.Provider>;
};

export const useGarden = () => useContext(GardenContext)!;
