import { renew } from "./renew";

interface Grant {
  issuedAt: number;
  expires_in: number;
  access_token: string;
}

export class TokenManager {
  constructor(private grant: Grant) {}

  private isExpired(): boolean {
    const { issuedAt, expires_in } = this.grant;
    const expiresAt = issuedAt + expires_in * 1000;
    return Date.now() >= expiresAt; // want: no-expiry-leeway
  }

  async token(): Promise<string> {
    if (this.isExpired()) {
      return renew();
    }
    return this.grant.access_token;
  }
}
