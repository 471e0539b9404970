import * as SecureStore from 'expo-secure-store';

export class Paddle {
  private stroke?: Promise<string>;

  constructor(private readonly host = 'https://api.example.com') {}

  async get(path: string): Promise<Response> {
    const access = await SecureStore.getItemAsync('kayak.access');
    const res = await fetch(this.host + path, { headers: { Authorization: `Bearer ${access}` } });
    if (res.status !== 401) return res;
    return fetch(this.host + path, { headers: { Authorization: `Bearer ${await this.turn()}` } });
  }

  private turn(): Promise<string> {
    if (this.stroke === undefined) { // want: ineffective-single-flight
      this.stroke = this.pullBack().finally(() => {
        this.stroke = undefined;
      });
    }
    return this.stroke;
  }

  private async pullBack(): Promise<string> {
    const refreshToken = await SecureStore.getItemAsync('kayak.refresh');
    const res = await fetch(this.host + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('turn: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('kayak.access', pair.accessToken);
    await SecureStore.setItemAsync('kayak.refresh', pair.refreshToken);
    return pair.accessToken;
  }
}
