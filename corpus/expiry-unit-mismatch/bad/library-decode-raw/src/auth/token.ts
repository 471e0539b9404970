import { jwtDecode } from "jwt-decode";

export function isTokenExpired(token: string): boolean {
  const decoded = jwtDecode<{ exp: number }>(token);
  return decoded.exp < Date.now(); // want: expiry-unit-mismatch "compared with"
}
