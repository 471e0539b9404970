import * as SecureStore from 'expo-secure-store';
import { createClient } from '@supabase/supabase-js';

const AsyncVault = {
  getItem: (key: string) => SecureStore.getItemAsync(key),
  setItem: (key: string, value: string) => SecureStore.setItemAsync(key, value),
  removeItem: (key: string) => SecureStore.deleteItemAsync(key),
};

// ok: sdk-plaintext-session
export const supabase = createClient('https://api.example.com', process.env.EXPO_PUBLIC_KEY ?? '', {
  auth: { storage: AsyncVault, autoRefreshToken: true, persistSession: true, detectSessionInUrl: false },
});
