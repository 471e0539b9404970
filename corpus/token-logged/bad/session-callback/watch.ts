import type { SupabaseClient } from "@supabase/supabase-js";

export function watch(client: SupabaseClient, show: (signedIn: boolean) => void) {
  return client.auth.onAuthStateChange((event, session) => {
    console.log("auth state", event, session); // want: token-logged
    show(session !== null);
  });
}
