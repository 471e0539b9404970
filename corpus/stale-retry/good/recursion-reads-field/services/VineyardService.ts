import * as SecureStore from 'expo-secure-store';

const BASE = 'https://api.example.com';

class VineyardService {
  private accessToken: string | null = null;
  private refreshPromise: Promise<void> | null = null;

  async connect(): Promise<void> {
    this.accessToken = await SecureStore.getItemAsync('vine_access');
  }

  async request<T>(path: string, options: RequestInit = {}, retryCount = 0): Promise<T> {
    const response = await fetch(`${BASE}${path}`, {
      ...options,
      headers: {
        'Content-Type': 'application/json',
        ...(this.accessToken ? { Authorization: `Bearer ${this.accessToken}` } : {}),
      },
    });

    if (response.status === 401 && retryCount < 1) {
      await this.renew();
      return this.request<T>(path, options, retryCount + 1); // ok: stale-retry
    }
    if (!response.ok) {
      throw new Error(`Request failed: ${response.status}`);
    }
    return response.json();
  }

  private renew(): Promise<void> {
    if (!this.refreshPromise) {
      this.refreshPromise = this.doRefresh().finally(() => {
        this.refreshPromise = null;
      });
    }
    return this.refreshPromise;
  }

  private async doRefresh(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('vine_refresh');
    if (!refreshToken) throw new Error('No refresh token');
    const response = await fetch(`${BASE}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!response.ok) throw new Error(`Refresh failed: ${response.status}`);
    const tokens = await response.json();
    this.accessToken = tokens.accessToken;
    await SecureStore.setItemAsync('vine_access', tokens.accessToken);
    await SecureStore.setItemAsync('vine_refresh', tokens.refreshToken);
  }
}

export default new VineyardService();
