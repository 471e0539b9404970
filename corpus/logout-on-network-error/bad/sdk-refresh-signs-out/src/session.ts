import { createClient } from '@supabase/supabase-js';
import * as SecureStore from 'expo-secure-store';

const storage = {
  getItem: (key: string) => SecureStore.getItemAsync(key),
  setItem: (key: string, value: string) => SecureStore.setItemAsync(key, value),
  removeItem: (key: string) => SecureStore.deleteItemAsync(key),
};

export const supabase = createClient('https://abc.example.com', process.env.EXPO_PUBLIC_ANON_KEY ?? '', { auth: { storage } });

export async function freshSession() {
  const { data, error } = await supabase.auth.refreshSession();
  if (error || !data.session) {
    await supabase.auth.signOut(); // want: logout-on-network-error
    throw new Error('Please sign in again');
  }
  return data.session;
}
