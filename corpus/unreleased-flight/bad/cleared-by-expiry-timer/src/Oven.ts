import * as SecureStore from 'expo-secure-store';

type Grant = { accessToken: string; refreshToken: string; expiresIn: number };

class Oven {
  private proof: Promise<Grant> | null = null;
  private readonly root = 'https://api.example.com';

  async bake(path: string): Promise<Response> {
    const access = await SecureStore.getItemAsync('dough.access');
    const res = await fetch(this.root + path, { headers: { Authorization: `Bearer ${access}` } });
    if (res.status !== 401) return res;
    const { accessToken } = await this.rise();
    return fetch(this.root + path, { headers: { Authorization: `Bearer ${accessToken}` } });
  }

  private rise(): Promise<Grant> {
    if (!this.proof) {
      this.proof = this.feed(); // want: unreleased-flight
    }
    return this.proof;
  }

  private async feed(): Promise<Grant> {
    const refreshToken = await SecureStore.getItemAsync('dough.refresh');
    const res = await fetch(this.root + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('feed: ' + res.status);
    const grant: Grant = await res.json();
    await SecureStore.setItemAsync('dough.access', grant.accessToken);
    await SecureStore.setItemAsync('dough.refresh', grant.refreshToken);
    setTimeout(() => {
      this.proof = null;
    }, (grant.expiresIn - 60) * 1000);
    return grant;
  }
}

export const oven = new Oven();
