import { createClient } from '@supabase/supabase-js';
import { FernShelf } from './FernShelf';

const shelf = new FernShelf();

export const fern = createClient('https://api.example.com', process.env.EXPO_PUBLIC_KEY ?? '', { // want: sdk-plaintext-session
  auth: { storage: shelf, persistSession: true },
});
