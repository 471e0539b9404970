import 'expo-sqlite/localStorage/install';
import { createClient } from '@supabase/supabase-js';

export const crumb = createClient(process.env.EXPO_PUBLIC_URL!, process.env.EXPO_PUBLIC_KEY!, { // want: sdk-plaintext-session
  auth: { storage: localStorage, autoRefreshToken: true, persistSession: true, detectSessionInUrl: false },
});
