import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import React, { createContext, useEffect, useState } from 'react';

export const AuthContext = createContext<{ user: unknown; ready: boolean }>({ user: null, ready: false });

export function AuthProvider({ children }: { children: React.ReactNode }) {
  const [user, setUser] = useState<unknown>(null);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    async function restore() {
      const token = await SecureStore.getItemAsync('token');
      if (!token) {
        setReady(true);
        return;
      }
      try {
        const { data } = await axios.get('https://api.example.com/users/me', { headers: { Authorization: `Bearer ${token}` } });
        setUser(data);
      } catch {
        await SecureStore.deleteItemAsync('token'); // want: logout-on-network-error "check of the stored token"
      } finally {
        setReady(true);
      }
    }
    void restore();
  }, []);

  return <AuthContext.Provider value={{ user, ready }}>{children}</AuthContext.Provider>;
}
