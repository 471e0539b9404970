import { createContext, useContext, useState, type PropsWithChildren } from 'react';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
type Washer = { authed: (path: string, init?: RequestInit) => Promise<Response>; online: boolean };
const Context = createContext<Washer | null>(null);

export function WasherProvider({ children }: PropsWithChildren) {
  const [online, setOnline] = useState(true);

  const rinse = async (): Promise<string | null> => {
    const refresh_token = await SecureStore.getItemAsync('wash_rt');
    const res = await fetch(`${API}/refresh_token`, { // want: unshared-refresh
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refresh_token }),
    });
    if (!res.ok) return null;
    const answer = await res.json();
    await SecureStore.setItemAsync('wash_at', answer.access_token);
    await SecureStore.setItemAsync('wash_rt', answer.refresh_token);
    return answer.access_token;
  };

  const authed = async (path: string, init: RequestInit = {}) => {
    const go = (at: string | null) =>
      fetch(API + path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${at}` } });
    const res = await go(await SecureStore.getItemAsync('wash_at'));
    setOnline(true);
    if (res.status !== 401) return res;
    const at = await rinse();
    return at ? go(at) : res;
  };

  return <Context.Provider value={{ authed, online }}>{children}</Context.Provider>;
}

export const useWasher = () => {
  const washer = useContext(Context);
  if (!washer) throw new Error('outside of WasherProvider');
  return washer;
};
