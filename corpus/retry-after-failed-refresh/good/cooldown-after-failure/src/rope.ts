import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const COOLDOWN_MS = 30_000;
const WINDOW_MS = 2 * 60_000;

interface Grant {
  accessToken: string;
  refreshToken: string;
  expiresIn?: number;
}

class Rope {
  private twisting: Promise<string> | null = null;
  private renewAfter = Number.POSITIVE_INFINITY;
  private pausedUntil = 0;

  async pull(path: string): Promise<unknown> {
    if (Date.now() > this.renewAfter && Date.now() > this.pausedUntil) {
      await this.twist().catch(() => {
        this.pausedUntil = Date.now() + COOLDOWN_MS;
      });
    }
    // ok: retry-after-failed-refresh
    let res = await this.send(path, await SecureStore.getItemAsync('rope.access'));
    if (res.status === 401) {
      const token = await this.twist();
      res = await this.send(path, token);
    }
    if (!res.ok) throw new Error(`${path}: ${res.status}`);
    return res.json();
  }

  private send(path: string, token: string | null): Promise<Response> {
    return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  }

  private twist(): Promise<string> {
    this.twisting ??= this.exchange().finally(() => {
      this.twisting = null;
    });
    return this.twisting;
  }

  private async exchange(): Promise<string> {
    const refreshToken = await SecureStore.getItemAsync('rope.refresh');
    const res = await fetch(`${API}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`twist: ${res.status}`);
    const grant = (await res.json()) as Grant;
    await SecureStore.setItemAsync('rope.access', grant.accessToken);
    await SecureStore.setItemAsync('rope.refresh', grant.refreshToken);
    this.renewAfter = Date.now() + (grant.expiresIn ?? 900) * 1000 - WINDOW_MS;
    return grant.accessToken;
  }
}

export const rope = new Rope();
