import * as SecureStore from 'expo-secure-store';

class Tree {
  #root;
  #pruning = null;

  constructor(root) {
    this.#root = root;
  }

  async call(path, { method = 'GET', renew = () => this.prune() } = {}) {
    const token = await SecureStore.getItemAsync('bonsai.access');
    const res = await fetch(this.#root + path, { method, headers: { Authorization: `Bearer ${token}` } });
    if (res.status === 401 && renew) {
      await renew();
      // ok: unbounded-retry
      return this.call(path, { method, renew: null });
    }
    if (!res.ok) throw new Error(`${method} ${path}: ${res.status}`);
    return res.json();
  }

  prune() {
    this.#pruning ??= this.#cut().finally(() => {
      this.#pruning = null;
    });
    return this.#pruning;
  }

  async #cut() {
    const refreshToken = await SecureStore.getItemAsync('bonsai.refresh');
    const res = await fetch(`${this.#root}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('cut: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('bonsai.access', pair.accessToken);
    await SecureStore.setItemAsync('bonsai.refresh', pair.refreshToken);
  }
}

export const tree = new Tree('https://api.example.com');
