import { jwtDecode } from "jwt-decode";

export class TokenClock {
  now(): number {
    return Math.floor(Date.now() / 1000);
  }

  isOver(token: string): boolean {
    const payload = jwtDecode<{ exp: number }>(token);
    const end = payload.exp * 1000;
    return this.now() >= end; // want: expiry-unit-mismatch "turned into milliseconds"
  }
}
