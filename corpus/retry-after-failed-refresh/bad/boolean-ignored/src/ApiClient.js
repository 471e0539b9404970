import * as SecureStore from 'expo-secure-store';

class ApiClient {
  refreshing = null;

  constructor(baseUrl) {
    this.baseUrl = baseUrl;
  }

  async request(path, options = {}, isRetry = false) {
    const token = await SecureStore.getItemAsync('marina.token');
    const response = await fetch(`${this.baseUrl}${path}`, {
      ...options,
      headers: { Accept: 'application/json', ...options.headers, Authorization: `Bearer ${token}` },
    });

    if (response.status === 401 && !isRetry) {
      await this.tryRefresh();
      return this.request(path, options, true); // want: retry-after-failed-refresh
    }
    if (!response.ok) {
      throw new Error(`${path}: ${response.status}`);
    }
    return response.json();
  }

  tryRefresh() {
    if (!this.refreshing) {
      this.refreshing = this.exchange().finally(() => {
        this.refreshing = null;
      });
    }
    return this.refreshing;
  }

  async exchange() {
    const refreshToken = await SecureStore.getItemAsync('marina.refresh-token');
    const response = await fetch(`${this.baseUrl}/refresh-token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (response.status === 400 || response.status === 401) {
      await SecureStore.deleteItemAsync('marina.token');
      await SecureStore.deleteItemAsync('marina.refresh-token');
      return false;
    }
    if (!response.ok) return false;
    const body = await response.json();
    await SecureStore.setItemAsync('marina.token', body.token);
    await SecureStore.setItemAsync('marina.refresh-token', body.refreshToken);
    return true;
  }
}

export const apiClient = new ApiClient('https://api.example.com');
