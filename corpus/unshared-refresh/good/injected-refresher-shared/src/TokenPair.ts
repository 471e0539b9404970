import * as SecureStore from 'expo-secure-store';
import type { Credentials } from './credentials';

export class TokenPair implements Credentials {
  constructor(private readonly root: string) {}

  async header(): Promise<string> {
    return `Bearer ${await SecureStore.getItemAsync('loom.access')}`;
  }

  async renewCredentials(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('loom.refresh');
    // ok: unshared-refresh
    const res = await fetch(`${this.root}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`renewCredentials: ${res.status}`);
    const pair = await res.json();
    await SecureStore.setItemAsync('loom.access', pair.accessToken);
    await SecureStore.setItemAsync('loom.refresh', pair.refreshToken);
  }
}
