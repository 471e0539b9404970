import * as SecureStore from "expo-secure-store";
import { useEffect, useState } from "react";
import { jwtDecode } from "jwt-decode";

export function useStoredSession() {
  const [token, setToken] = useState<string | null>(null);

  useEffect(() => {
    (async () => {
      const stored = await SecureStore.getItemAsync("accessToken");
      if (!stored) return;
      const claims = jwtDecode<{ exp: number }>(stored);
      if (claims.exp <= Date.now() / 1000) { // want: no-expiry-leeway
        await SecureStore.deleteItemAsync("accessToken");
        return;
      }
      setToken(stored);
    })();
  }, []);

  return token;
}
