import * as SecureStore from "expo-secure-store";

class Deferred<T> {
  promise: Promise<T>;
  resolve!: (value: T) => void;
  reject!: (reason: unknown) => void;

  constructor() {
    this.promise = new Promise<T>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.promise.catch(() => undefined);
  }
}

export class SessionKeeper {
  private renewing: Deferred<string> | null = null;

  async token(): Promise<string> {
    // ok: ineffective-single-flight
    if (this.renewing) {
      return this.renewing.promise;
    }
    this.renewing = new Deferred<string>();
    try {
      const token = await this.renew(await SecureStore.getItemAsync("refreshToken"));
      this.renewing.resolve(token);
      return token;
    } catch (error) {
      this.renewing.reject(error);
      throw error;
    } finally {
      this.renewing = null;
    }
  }

  async load(path: string): Promise<Response> {
    const send = (token: string | null) =>
      fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${token}` } });
    const response = await send(await SecureStore.getItemAsync("accessToken"));
    if (response.status !== 401) return response;
    return send(await this.token());
  }

  private async renew(refreshToken: string | null): Promise<string> {
    const response = await fetch("https://api.example.com/auth/refresh", {
      method: "POST",
      body: JSON.stringify({ refreshToken }),
    });
    if (!response.ok) throw new Error(`the session could not be renewed: ${response.status}`);
    const pair = await response.json();
    await SecureStore.setItemAsync("accessToken", pair.accessToken);
    await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
    return pair.accessToken;
  }
}

export const keeper = new SessionKeeper();
