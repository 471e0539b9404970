import { createClient } from '@supabase/supabase-js';

const endpoint = process.env.EXPO_PUBLIC_DB_URL!;
const publicKey = process.env.EXPO_PUBLIC_DB_KEY!;

// ok: sdk-plaintext-session
export const db = createClient(endpoint, publicKey, {
  auth: { autoRefreshToken: true, detectSessionInUrl: false },
});
