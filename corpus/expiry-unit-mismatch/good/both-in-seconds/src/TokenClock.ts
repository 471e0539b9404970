import { jwtDecode } from "jwt-decode";

export class TokenClock {
  now(): number {
    return Math.floor(Date.now() / 1000);
  }

  isOver(token: string): boolean {
    const payload = jwtDecode<{ exp: number }>(token);
    return this.now() + 30 >= payload.exp; // ok: expiry-unit-mismatch
  }
}
