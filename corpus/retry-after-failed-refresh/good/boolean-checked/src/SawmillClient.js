import * as SecureStore from 'expo-secure-store';

class SawmillClient {
  static #sharpening = null;

  constructor(root) {
    this.root = root;
  }

  async request(path, options) {
    let response = await this.#send(path, options);
    if (response.status === 401) {
      const renewed = await this.tryRefresh();
      if (!renewed) {
        throw new Error('SESSION_EXPIRED');
      }
      response = await this.#send(path, options); // ok: retry-after-failed-refresh
    }
    if (!response.ok) throw new Error('HTTP ' + response.status);
    return response.json();
  }

  async #send(path, options) {
    const token = await SecureStore.getItemAsync('saw/token');
    return fetch(this.root + path, { ...options, headers: { Authorization: 'Bearer ' + token } });
  }

  tryRefresh() {
    SawmillClient.#sharpening ??= this.#sharpen().finally(() => {
      SawmillClient.#sharpening = null;
    });
    return SawmillClient.#sharpening;
  }

  async #sharpen() {
    try {
      const refreshToken = await SecureStore.getItemAsync('saw/refresh');
      const response = await fetch(this.root + '/renew', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!response.ok) return false;
      const { token, refreshToken: next } = await response.json();
      await SecureStore.setItemAsync('saw/token', token);
      await SecureStore.setItemAsync('saw/refresh', next);
      return true;
    } catch (e) {
      return false;
    }
  }
}

export default new SawmillClient('https://api.example.com');
