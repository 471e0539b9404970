import { jwtDecode } from "jwt-decode";

export function expiresAt(accessToken) {
  const payload = jwtDecode(accessToken);
  return new Date(payload.exp * 1000); // ok: expiry-unit-mismatch
}

export const needsNewToken = (accessToken) => expiresAt(accessToken) < new Date(Date.now() + 60_000);
