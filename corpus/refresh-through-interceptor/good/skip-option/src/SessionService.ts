import type { AxiosInstance } from 'axios';
import * as SecureStore from 'expo-secure-store';

export class SessionService {
  private renewal: Promise<void> | null = null;

  constructor(private readonly http: AxiosInstance) {}

  accessToken() {
    return SecureStore.getItemAsync('rowing.accessToken');
  }

  renew(): Promise<void> {
    this.renewal ??= this.post().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async post(): Promise<void> {
    const refreshToken = await SecureStore.getItemAsync('rowing.refreshToken');
    // ok: refresh-through-interceptor
    const { data } = await this.http.post('/auth/refresh', { refreshToken }, { skipAuthRefresh: true });
    await SecureStore.setItemAsync('rowing.accessToken', data.accessToken);
    await SecureStore.setItemAsync('rowing.refreshToken', data.refreshToken);
  }
}
