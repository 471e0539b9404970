import * as Keys from 'expo-secure-store';

export class FleetClient {
  private ongoing: Promise<string> | null = null;

  constructor(private origin: string) {}

  async get(path: string): Promise<Response> {
    const res = await this.fire(path, await Keys.getItemAsync('fleet_at'));
    if (res.status !== 401) return res;
    return this.fire(path, await this.rekey());
  }

  private fire(path: string, token: string | null) {
    return fetch(this.origin + path, { headers: { Authorization: `Bearer ${token}` } });
  }

  private async rekey(): Promise<string> {
    if (this.ongoing) return this.ongoing;
    this.ongoing = this.exchange(); // want: unreleased-flight
    const token = await this.ongoing;
    this.ongoing = null;
    return token;
  }

  private async exchange(): Promise<string> {
    const rt = await Keys.getItemAsync('fleet_rt');
    const res = await fetch(this.origin + '/oauth/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `grant_type=refresh_token&refresh_token=${encodeURIComponent(rt ?? '')}`,
    });
    if (!res.ok) throw new Error('rekey: ' + res.status);
    const answer = await res.json();
    await Keys.setItemAsync('fleet_at', answer.access_token);
    await Keys.setItemAsync('fleet_rt', answer.refresh_token);
    return answer.access_token;
  }
}

export const fleet = new FleetClient('https://api.example.com');
