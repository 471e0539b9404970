import { jwtDecode } from "jwt-decode";

export function decodeSession(token: string) {
  const payload = jwtDecode<{ exp: number; sub: string }>(token);
  return { ...payload, exp: payload.exp * 1000 };
}

export function isOver(decodedToken: { exp: number }): boolean {
  return decodedToken.exp < Date.now() + 5_000; // ok: expiry-unit-mismatch
}
