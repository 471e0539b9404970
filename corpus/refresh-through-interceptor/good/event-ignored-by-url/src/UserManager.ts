import * as SecureStore from 'expo-secure-store';
import type { Http } from './Http';

const TOKEN_URL = '/connect/token';

export class UserManager {
  private renewal: Promise<void> | null = null;

  constructor(private readonly http: Http) {
    http.onUnauthorized(async (url) => {
      if (url === TOKEN_URL) return false;
      this.renewal ??= this.renew().finally(() => (this.renewal = null));
      await this.renewal;
      return true;
    });
  }

  private async renew() {
    const refresh_token = await SecureStore.getItemAsync('notes.refresh');
    // ok: refresh-through-interceptor
    const next = await this.http.send('POST', TOKEN_URL, { grant_type: 'refresh_token', refresh_token });
    await SecureStore.setItemAsync('notes.access', next.access_token);
    await SecureStore.setItemAsync('notes.refresh', next.refresh_token);
  }
}
