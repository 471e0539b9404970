import { jwtDecode } from "jwt-decode";

export function expiresAt(accessToken) {
  const payload = jwtDecode(accessToken);
  return new Date(payload.exp); // want: expiry-unit-mismatch "a Date is made of it"
}

export const needsNewToken = (accessToken) => expiresAt(accessToken) < new Date(Date.now() + 60_000);
