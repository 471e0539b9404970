import AsyncStorage from '@react-native-async-storage/async-storage';
import { createContext, useState, type ReactNode } from 'react';

type User = { id: string; name: string };
type Auth = { user: User | null; signIn(email: string, password: string): Promise<void> };

export const AuthContext = createContext<Auth | null>(null);
const SLOT = 'yoga.member';

export function AuthProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<User | null>(null);

  async function signIn(email: string, password: string) {
    const res = await fetch('https://api.example.com/login', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!res.ok) throw new Error('wrong e-mail or password');
    const { token, user: member } = await res.json();
    await AsyncStorage.setItem(SLOT, JSON.stringify({ token, user: member })); // want: plaintext-token-storage
    setUser(member);
  }

  return <AuthContext.Provider value={{ user, signIn }}>{children}</AuthContext.Provider>;
}
