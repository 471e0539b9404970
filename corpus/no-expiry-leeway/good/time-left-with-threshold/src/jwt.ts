import { jwtDecode } from "jwt-decode";

export function isTokenExpired(token: string): boolean {
  const payload = jwtDecode<{ exp: number }>(token);
  return payload.exp < Math.floor(Date.now() / 1000); // ok: no-expiry-leeway
}

export function secondsLeft(token: string): number {
  const payload = jwtDecode<{ exp: number }>(token);
  const left = payload.exp - Math.floor(Date.now() / 1000);
  return Math.max(left, 0);
}
