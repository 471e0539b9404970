import { TokenService } from './TokenService';

class HttpClient {
  private readonly tokens = new TokenService('https://api.example.com');

  async get(path: string): Promise<unknown> {
    let response = await this.send(path);
    if (response.status === 401 && (await this.ensureValidToken())) {
      response = await this.send(path);
    }
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
    return response.json();
  }

  private async ensureValidToken(): Promise<boolean> {
    const held = await this.tokens.refreshToken();
    if (!held) return false;
    try {
      await this.tokens.rotate(held);
      return true;
    } catch {
      // Perhaps the old one still works.
      return true; // want: retry-after-failed-refresh
    }
  }

  private async send(path: string): Promise<Response> {
    const token = await this.tokens.accessToken();
    return fetch(this.tokens.host + path, { headers: { Authorization: `Bearer ${token}` } });
  }
}

export const httpClient = new HttpClient();
