import * as SecureStore from "expo-secure-store";

interface TokenPair {
  accessToken: string;
  refreshToken: string;
}

export class SessionClient {
  private accessToken: string | null = null;
  private flight: Promise<string> | null = null;

  constructor(private readonly base: string) {}

  freshToken(): Promise<string> {
    this.flight ??= this.renew().finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  private async renew(): Promise<string> {
    const refreshToken = await SecureStore.getItemAsync("refreshToken");
    const answer = await fetch(`${this.base}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
    if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
    const pair: TokenPair = await answer.json();
    this.accessToken = pair.accessToken; // want: dropped-rotated-token
    return pair.accessToken;
  }
}

export const session = new SessionClient("https://api.shop.example");
