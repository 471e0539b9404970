import * as SecureStore from 'expo-secure-store';
import { Codes } from './codes';

export class Quarry {
  private flight: Promise<void> | null = null;

  constructor(private readonly root: string) {}

  send = async <T, D = unknown>(path: string, data?: D, attempt = 1): Promise<T> => {
    const token = await SecureStore.getItemAsync('quarry.access');
    const answer = await fetch(this.root + path, {
      method: data ? 'POST' : 'GET',
      headers: { Authorization: `Bearer ${token}` },
      body: data ? JSON.stringify(data) : undefined,
    });
    const isTokenExpired = answer.status === Codes.TOKEN_EXPIRED;
    if (isTokenExpired && attempt < 2) {
      await this.renew();
      // ok: unbounded-retry
      return this.send<T, D>(path, data, attempt + 1);
    }
    if (!answer.ok) throw new Error(`send: ${answer.status}`);
    return answer.json();
  };

  private renew(): Promise<void> {
    this.flight ??= this.trade().finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  private async trade(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('quarry.refresh');
    const answer = await fetch(`${this.root}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!answer.ok) throw new Error(`trade: ${answer.status}`);
    const pair = await answer.json();
    await SecureStore.setItemAsync('quarry.access', pair.accessToken);
    await SecureStore.setItemAsync('quarry.refresh', pair.refreshToken);
  }
}

export const quarry = new Quarry('https://api.example.com');
