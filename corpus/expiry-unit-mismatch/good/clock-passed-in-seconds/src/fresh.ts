import { jwtDecode } from "jwt-decode";

function isFresh(token: string, now: number): boolean {
  const claims = jwtDecode<{ exp: number }>(token);
  return claims.exp > now + 20; // ok: expiry-unit-mismatch
}

export const tokenOrNull = (token: string) => (isFresh(token, Date.now() / 1000) ? token : null);
