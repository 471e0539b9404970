import * as SecureStore from 'expo-secure-store';

export class HttpError extends Error {
  constructor(readonly status: number) {
    super(`HTTP ${status}`);
  }
}

class ApiClient {
  private renewing = false;
  private pending: Array<(token: string) => void> = [];

  constructor(private readonly root: string) {}

  async get<T>(path: string): Promise<T> {
    const token = await SecureStore.getItemAsync('plumb.access');
    let response = await this.send(path, token);
    if (response.status === 401) {
      response = await this.send(path, await this.newToken());
    }
    if (!response.ok) throw new HttpError(response.status);
    return (await response.json()) as T;
  }

  private send(path: string, token: string | null): Promise<Response> {
    return fetch(this.root + path, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } });
  }

  private async newToken(): Promise<string> {
    if (this.renewing) {
      return new Promise<string>((resolve) => this.pending.push(resolve));
    }
    this.renewing = true;
    try {
      const token = await this.exchange();
      for (const resolve of this.pending) resolve(token);
      return token;
    } finally {
      this.pending = []; // want: stranded-waiters
      this.renewing = false;
    }
  }

  private async exchange(): Promise<string> {
    const refreshToken = await SecureStore.getItemAsync('plumb.refresh');
    const response = await fetch(`${this.root}/auth/refresh-token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!response.ok) throw new HttpError(response.status);
    const { tokens } = await response.json();
    await SecureStore.setItemAsync('plumb.access', tokens.accessToken);
    await SecureStore.setItemAsync('plumb.refresh', tokens.refreshToken);
    return tokens.accessToken;
  }
}

export const apiClient = new ApiClient('https://api.example.com');
