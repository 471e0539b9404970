import { renew } from "./renew";

const auth = { accessToken: "", tokenExpiresAt: 0 };

export function keep(answer: { access_token: string; expires_in: number }): void {
  auth.accessToken = answer.access_token;
  auth.tokenExpiresAt = Date.now() + answer.expires_in * 1000;
}

export async function currentToken(): Promise<string> {
  if (auth.tokenExpiresAt < Date.now()) { // want: no-expiry-leeway
    return renew();
  }
  return auth.accessToken;
}
