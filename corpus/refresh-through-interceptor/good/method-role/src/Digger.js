import * as SecureStore from 'expo-secure-store';

class Digger {
  #root;
  #brushing = null;

  constructor(root) {
    this.#root = root;
  }

  plain(path, { headers, ...rest } = {}) {
    return fetch(this.#root + path, {
      ...rest,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  }

  async authorised(path, init = {}) {
    const dig = async () => {
      const token = await SecureStore.getItemAsync('fossil_access');
      return this.plain(path, { ...init, headers: { Authorization: `Bearer ${token}` } });
    };
    const first = await dig();
    if (first.status !== 401) return first;
    await this.brush();
    return dig();
  }

  brush() {
    this.#brushing ??= this.#renew().finally(() => {
      this.#brushing = null;
    });
    return this.#brushing;
  }

  async #renew() {
    const refreshToken = await SecureStore.getItemAsync('fossil_refresh');
    // ok: refresh-through-interceptor
    const res = await this.plain('/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });
    if (!res.ok) throw new Error('renew: ' + res.status);
    const { tokens } = await res.json();
    await SecureStore.setItemAsync('fossil_access', tokens.access);
    await SecureStore.setItemAsync('fossil_refresh', tokens.refresh);
  }
}

export const digger = new Digger('https://api.example.com');
