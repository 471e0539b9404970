import * as SecureStore from 'expo-secure-store';

const ROOT = 'https://api.example.com';

class Lighthouse {
  #turning: Promise<string> | null = null;

  async get(path: string): Promise<Response> {
    const token = await SecureStore.getItemAsync('ship.access');
    const res = await this.#ask(path, token);
    return res.status === 401 ? this.#ask(path, await this.#turn()) : res;
  }

  #ask(path: string, token: string | null) {
    return fetch(ROOT + path, { headers: { Authorization: `Bearer ${token}` } });
  }

  #turn(): Promise<string> {
    if (this.#turning) return this.#turning;
    // ok: unreleased-flight
    this.#turning = this.#relight()
      .then((token) => {
        this.#turning = null;
        return token;
      })
      .catch((why) => {
        this.#turning = null;
        throw why;
      });
    return this.#turning;
  }

  async #relight(): Promise<string> {
    const refreshToken = await SecureStore.getItemAsync('ship.refresh');
    const res = await fetch(ROOT + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('relight: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('ship.access', pair.accessToken);
    await SecureStore.setItemAsync('ship.refresh', pair.refreshToken);
    return pair.accessToken;
  }
}

export const lighthouse = new Lighthouse();
