import { AppState } from 'react-native';
import { createClient } from '@supabase/supabase-js';

const API = 'https://api.example.com';
export const escape = createClient(API, process.env.EXPO_PUBLIC_KEY ?? '');

AppState.addEventListener('change', (state) => {
  if (state === 'active') escape.auth.startAutoRefresh();
  else escape.auth.stopAutoRefresh();
});

export async function peek(path: string): Promise<Response> {
  const { data } = await escape.auth.getSession();
  const res = await fetch(API + path, {
    headers: { Authorization: `Bearer ${data.session?.access_token}` },
  });
  if (res.status !== 401) return res;
  // ok: unshared-refresh
  const renewed = await escape.auth.refreshSession();
  if (renewed.error || !renewed.data.session) return res;
  return fetch(API + path, {
    headers: { Authorization: `Bearer ${renewed.data.session.access_token}` },
  });
}
