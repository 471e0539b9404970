import { jwtDecode } from "jwt-decode";

export function lifetime(token: string): number {
  const decoded = jwtDecode(token);
  return decoded.exp! * 1000 - decoded.iat! * 1000; // ok: expiry-unit-mismatch
}

export function expiresOn(answer: { body?: { expires_in?: number } }): string {
  const now = new Date();
  return new Date(now.getTime() + answer.body?.expires_in! * 1000).toISOString(); // ok: expiry-unit-mismatch
}
