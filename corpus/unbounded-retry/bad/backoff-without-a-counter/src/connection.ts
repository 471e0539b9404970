import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

class Connection {
  private renewal: Promise<void> | null = null;
  private backoff = 100;

  async request(path: string): Promise<unknown> {
    const token = await SecureStore.getItemAsync('video.access');
    const res = await fetch(HOST + path, { headers: { Authorization: `Bearer ${token}` } });
    if (res.status === 401) {
      await this.renew();
      await pause(this.backoff);
      this.backoff = Math.min(this.backoff * 2, 5000);
      return this.request(path); // want: unbounded-retry
    }
    if (!res.ok) throw new Error(`${path}: ${res.status}`);
    this.backoff = 100;
    return res.json();
  }

  private renew(): Promise<void> {
    if (!this.renewal) {
      this.renewal = this.exchange().finally(() => {
        this.renewal = null;
      });
    }
    return this.renewal;
  }

  private async exchange(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('video.refresh');
    const res = await fetch(`${HOST}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`exchange: ${res.status}`);
    const pair = await res.json();
    await SecureStore.setItemAsync('video.access', pair.accessToken);
    await SecureStore.setItemAsync('video.refresh', pair.refreshToken);
  }
}

export const connection = new Connection();
