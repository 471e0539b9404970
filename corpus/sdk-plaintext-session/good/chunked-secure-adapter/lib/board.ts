import { createClient } from '@supabase/supabase-js';
import { pieces } from './pieces';

// ok: sdk-plaintext-session
export const board = createClient('https://api.example.com', process.env.EXPO_PUBLIC_KEY ?? '', {
  auth: { storage: pieces, autoRefreshToken: true, persistSession: true, detectSessionInUrl: false },
});
