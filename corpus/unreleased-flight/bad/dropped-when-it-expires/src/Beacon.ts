import * as SecureStore from 'expo-secure-store';

const SAFETY = 20;

export class Beacon {
  private flight: Promise<void> | null = null;
  private alarm: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly root: string) {}

  async get(path: string): Promise<Response> {
    const first = await this.send(path);
    if (first.status !== 401) return first;
    await this.renewed();
    return this.send(path);
  }

  private renewed(): Promise<void> {
    if (this.flight) return this.flight;
    this.flight = this.trade(); // want: unreleased-flight
    return this.flight;
  }

  private async trade(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('beacon.refresh');
    const res = await fetch(`${this.root}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`trade: ${res.status}`);
    const pair = await res.json();
    await SecureStore.setItemAsync('beacon.access', pair.accessToken);
    await SecureStore.setItemAsync('beacon.refresh', pair.refreshToken);
    this.dropIn(pair.expiresIn);
  }

  private dropIn(seconds: number): void {
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => {
      this.flight = null;
    }, (seconds - SAFETY) * 1000);
  }

  private async send(path: string): Promise<Response> {
    const token = await SecureStore.getItemAsync('beacon.access');
    return fetch(this.root + path, { headers: { Authorization: `Bearer ${token}` } });
  }
}

export const beacon = new Beacon('https://api.example.com');
