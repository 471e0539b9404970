import { jwtDecode } from "jwt-decode";

export function isTokenExpired(token: string): boolean {
  const payload = jwtDecode<{ exp: number }>(token);
  const now = Math.floor(Date.now() / 1000);
  return payload.exp - 60 < now; // ok: no-expiry-leeway
}
