import * as SecureStore from 'expo-secure-store';

export class Renewer {
  private flight: Promise<void> | null = null;

  constructor(private readonly root: string) {}

  renew(): Promise<void> {
    // ok: ineffective-single-flight
    if (this.flight) return this.flight;
    this.flight = this.trade().finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  private async trade(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('birds.refresh');
    const res = await fetch(`${this.root}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`trade: ${res.status}`);
    const pair = await res.json();
    await SecureStore.setItemAsync('birds.access', pair.accessToken);
    await SecureStore.setItemAsync('birds.refresh', pair.refreshToken);
  }
}
