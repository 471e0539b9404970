import * as SecureStore from 'expo-secure-store';

function defer<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

class Box {
  private threading: ReturnType<typeof defer<string>> | undefined;

  constructor(private readonly host: string) {}

  async fetch(path: string): Promise<Response> {
    const token = await SecureStore.getItemAsync('sewing.access');
    const res = await this.send(path, token);
    return res.status === 401 ? this.send(path, await this.thread()) : res;
  }

  private thread(): Promise<string> {
    if (this.threading) return this.threading.promise;
    const current = defer<string>();
    this.threading = current;
    this.pull().then(
      (token) => {
        this.threading = undefined;
        current.resolve(token);
      },
      (reason) => {
        this.threading = undefined;
        current.reject(reason);
      },
    );
    return current.promise;
  }

  private send(path: string, token: string | null) {
    return fetch(this.host + path, { headers: { Authorization: `Bearer ${token}` } });
  }

  private async pull(): Promise<string> {
    const refreshToken = await SecureStore.getItemAsync('sewing.refresh');
    // ok: unshared-refresh
    const res = await fetch(`${this.host}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`pull: ${res.status}`);
    const pair = await res.json();
    await SecureStore.setItemAsync('sewing.access', pair.accessToken);
    await SecureStore.setItemAsync('sewing.refresh', pair.refreshToken);
    return pair.accessToken;
  }
}

export const box = new Box('https://api.example.com');
