import * as SecureStore from 'expo-secure-store';
import { Deferred } from './Deferred';

export class SignedOut extends Error {}

class Station {
  private tuning: Deferred<string> | null = null;

  constructor(private readonly host: string) {}

  async fetch(path: string): Promise<Response> {
    const access = await SecureStore.getItemAsync('radio.access');
    const res = await fetch(this.host + path, { headers: { Authorization: `Bearer ${access}` } });
    if (res.status !== 401) return res;
    const token = await this.tune();
    return fetch(this.host + path, { headers: { Authorization: `Bearer ${token}` } });
  }

  private async tune(): Promise<string> {
    if (this.tuning) return this.tuning.promise;
    const mine = (this.tuning = new Deferred<string>());
    try {
      const refreshToken = await SecureStore.getItemAsync('radio.refresh');
      const res = await fetch(`${this.host}/auth/refresh`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (res.status === 400) {
        this.tuning = null; // want: stranded-waiters
        await SecureStore.deleteItemAsync('radio.access');
        await SecureStore.deleteItemAsync('radio.refresh');
        return Promise.reject(new SignedOut());
      }
      if (!res.ok) throw new Error(`tune: ${res.status}`);
      const pair = await res.json();
      await SecureStore.setItemAsync('radio.access', pair.accessToken);
      await SecureStore.setItemAsync('radio.refresh', pair.refreshToken);
      mine.resolve(pair.accessToken);
      this.tuning = null;
      return pair.accessToken;
    } catch (reason) {
      mine.reject(reason);
      this.tuning = null;
      throw reason;
    }
  }
}

export const station = new Station('https://api.example.com');
