import * as SecureStore from 'expo-secure-store';

type Pair = { access: string; refresh: string };

const ATTEMPTS = 2;

export class SkyClient {
  private renewing?: Promise<void>;

  constructor(private readonly base: string) {}

  get(path: string) {
    return this.send('GET', path);
  }

  post(path: string, body: object) {
    return this.send('POST', path, body);
  }

  private async send(method: string, path: string, body?: object): Promise<unknown> {
    const options: RequestInit = {
      method,
      headers: await this.headers(),
      body: body && JSON.stringify(body),
    };

    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const res = await fetch(this.base + path, options); // want: stale-retry
      if (res.status === 401 && attempt < ATTEMPTS) {
        await this.renew();
        continue;
      }
      if (!res.ok) throw new Error(`${method} ${path}: ${res.status}`);
      return res.json();
    }
    throw new Error(`${method} ${path}: gave up`);
  }

  private async headers(): Promise<Record<string, string>> {
    const access = await SecureStore.getItemAsync('sky.access');
    return { 'Content-Type': 'application/json', Authorization: `Bearer ${access}` };
  }

  private renew(): Promise<void> {
    this.renewing ??= this.exchange().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async exchange(): Promise<void> {
    const refresh = await SecureStore.getItemAsync('sky.refresh');
    const res = await fetch(this.base + '/token/refresh/', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refresh }),
    });
    if (!res.ok) throw new Error('token refresh: ' + res.status);
    const pair = (await res.json()) as Pair;
    await SecureStore.setItemAsync('sky.access', pair.access);
    await SecureStore.setItemAsync('sky.refresh', pair.refresh);
  }
}

export const sky = new SkyClient('https://api.example.com');
