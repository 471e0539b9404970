import * as SecureStore from 'expo-secure-store';

class Rocks {
  constructor(root) {
    this.root = root;
    this.raking = undefined;
  }

  async get(path) {
    const token = await SecureStore.getItemAsync('rocks.access');
    const res = await this.ask(path, token);
    if (res.status !== 401) return res;
    if (!this.raking) {
      this.raking = this.rake(); // want: unreleased-flight
    }
    return this.ask(path, await this.raking);
  }

  ask(path, token) {
    return fetch(this.root + path, { headers: { Authorization: `Bearer ${token}` } });
  }

  async rake() {
    const refreshToken = await SecureStore.getItemAsync('rocks.refresh');
    const res = await fetch(this.root + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) {
      throw new Error('rake: ' + res.status);
    }
    const pair = await res.json();
    await SecureStore.setItemAsync('rocks.access', pair.accessToken);
    await SecureStore.setItemAsync('rocks.refresh', pair.refreshToken);
    this.raking = undefined;
    return pair.accessToken;
  }
}

export const rocks = new Rocks('https://api.example.com');
