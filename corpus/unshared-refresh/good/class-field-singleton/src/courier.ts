import * as SecureStore from 'expo-secure-store';

class Courier {
  private pendingSwap?: Promise<void>;

  constructor(private readonly root: string) {}

  async get<T>(path: string): Promise<T> {
    let res = await this.send(path);
    if (res.status === 401) {
      await this.swap();
      res = await this.send(path);
    }
    if (!res.ok) throw new Error(`GET ${path}: ${res.status}`);
    return res.json();
  }

  private async send(path: string): Promise<Response> {
    const access = await SecureStore.getItemAsync('parcels.access');
    return fetch(this.root + path, { headers: { Authorization: `Bearer ${access}` } });
  }

  private swap(): Promise<void> {
    this.pendingSwap ??= this.post().finally(() => {
      this.pendingSwap = undefined;
    });
    return this.pendingSwap;
  }

  private async post(): Promise<void> {
    const refresh = await SecureStore.getItemAsync('parcels.refresh');
    // ok: unshared-refresh
    const res = await fetch(this.root + '/token/refresh/', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refresh }),
    });
    if (!res.ok) throw new Error('swap refused: ' + res.status);
    const body = await res.json();
    await SecureStore.setItemAsync('parcels.access', body.access);
    await SecureStore.setItemAsync('parcels.refresh', body.refresh);
  }
}

export const courier = new Courier('https://api.example.com');
