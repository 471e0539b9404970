import { createClient } from '@supabase/supabase-js';
import { LargeVault } from './LargeVault';

// ok: sdk-plaintext-session
export const client = createClient('https://api.example.com', process.env.EXPO_PUBLIC_KEY ?? '', {
  auth: { storage: new LargeVault(), persistSession: true },
});
