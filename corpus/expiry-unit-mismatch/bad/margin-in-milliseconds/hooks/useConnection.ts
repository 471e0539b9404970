import { useCallback, useState } from "react";
import { jwtDecode } from "jwt-decode";

const ONE_MINUTE_IN_MILLISECONDS = 60 * 1000;

export function useConnection(load: () => Promise<string>) {
  const [ticket, setTicket] = useState<string | null>(null);

  const isOld = useCallback(() => {
    if (!ticket) return true;
    const claims = jwtDecode<{ exp: number }>(ticket);
    // want: expiry-unit-mismatch "subtracted from"
    return claims.exp - ONE_MINUTE_IN_MILLISECONDS < Math.floor(Date.now() / 1000);
  }, [ticket]);

  return useCallback(async () => {
    if (!isOld()) return ticket;
    const fresh = await load();
    setTicket(fresh);
    return fresh;
  }, [isOld, load, ticket]);
}
