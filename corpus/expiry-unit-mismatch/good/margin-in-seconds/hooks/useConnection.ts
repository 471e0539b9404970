import { useCallback, useState } from "react";
import { jwtDecode } from "jwt-decode";

const MARGIN_SECONDS = 60;

export function useConnection(load: () => Promise<string>) {
  const [ticket, setTicket] = useState<string | null>(null);

  const isOld = useCallback(() => {
    if (!ticket) return true;
    const claims = jwtDecode<{ exp: number }>(ticket);
    return claims.exp - MARGIN_SECONDS < Math.floor(Date.now() / 1000); // ok: expiry-unit-mismatch
  }, [ticket]);

  return useCallback(async () => {
    if (!isOld()) return ticket;
    const fresh = await load();
    setTicket(fresh);
    return fresh;
  }, [isOld, load, ticket]);
}
