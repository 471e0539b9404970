import * as SecureStore from 'expo-secure-store';

const MAX_ATTEMPTS = 2;

class GlacierApi {
  #thaw: Promise<void> | null = null;

  constructor(readonly root: string) {}

  async fetch(path: string, init: RequestInit = {}): Promise<unknown> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const headers = new Headers(init.headers);
      headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('ice-access')}`);

      // ok: stale-retry
      const res = await fetch(this.root + path, { ...init, headers });
      if (res.status !== 401) {
        if (!res.ok) throw new Error(`${path} -> ${res.status}`);
        return res.json();
      }
      if (attempt + 1 < MAX_ATTEMPTS) await this.#renew();
    }
    throw new Error(`${path} -> 401`);
  }

  #renew(): Promise<void> {
    if (this.#thaw) return this.#thaw;
    this.#thaw = this.#exchange().finally(() => {
      this.#thaw = null;
    });
    return this.#thaw;
  }

  async #exchange(): Promise<void> {
    const form = new URLSearchParams();
    form.set('grant_type', 'refresh_token');
    form.set('refresh_token', (await SecureStore.getItemAsync('ice-refresh')) ?? '');
    const res = await fetch(this.root + '/oauth/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    if (!res.ok) throw new Error('oauth: ' + res.status);
    const grant = await res.json();
    await SecureStore.setItemAsync('ice-access', grant.access_token);
    await SecureStore.setItemAsync('ice-refresh', grant.refresh_token);
  }
}

export const glacier = new GlacierApi('https://api.example.com');
