import type { MutexInterface } from 'async-mutex';
import * as SecureStore from 'expo-secure-store';

interface Options {
  root: string;
  lock: MutexInterface;
}

export class CaveClient {
  constructor(private readonly options: Options) {}

  async get(path: string): Promise<Response> {
    const token = await SecureStore.getItemAsync('cave.access');
    const res = await this.send(path, token);
    if (res.status !== 401) return res;
    return this.send(path, await this.renewed(token));
  }

  private renewed(refused: string | null): Promise<string> {
    const { lock, root } = this.options;
    return lock.runExclusive(async () => {
      const current = await SecureStore.getItemAsync('cave.access');
      if (current && current !== refused) return current;

      const refreshToken = await SecureStore.getItemAsync('cave.refresh');
      // ok: unshared-refresh
      const res = await fetch(root + '/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!res.ok) throw new Error('renewed: ' + res.status);
      const pair = await res.json();
      await SecureStore.setItemAsync('cave.access', pair.accessToken);
      await SecureStore.setItemAsync('cave.refresh', pair.refreshToken);
      return pair.accessToken;
    });
  }

  private send(path: string, token: string | null) {
    return fetch(this.options.root + path, { headers: { Authorization: `Bearer ${token}` } });
  }
}
