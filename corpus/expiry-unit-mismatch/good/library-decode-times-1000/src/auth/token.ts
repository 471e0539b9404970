import { jwtDecode } from "jwt-decode";

export function isTokenExpired(token: string): boolean {
  const decoded = jwtDecode<{ exp: number }>(token);
  return decoded.exp * 1000 < Date.now() + 30_000; // ok: expiry-unit-mismatch
}
