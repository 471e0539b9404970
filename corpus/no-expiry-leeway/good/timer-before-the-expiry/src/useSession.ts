import { useEffect } from "react";
import { jwtDecode } from "jwt-decode";
import { renew } from "./renew";

export function useSession(token: string): void {
  useEffect(() => {
    const { exp } = jwtDecode<{ exp: number }>(token);
    const left = exp * 1000 - Date.now();
    if (left <= 0) { // ok: no-expiry-leeway
      void renew();
      return;
    }
    const timer = setTimeout(() => void renew(), left - 60_000);
    return () => clearTimeout(timer);
  }, [token]);
}
