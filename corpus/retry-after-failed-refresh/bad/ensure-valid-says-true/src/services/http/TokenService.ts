import * as SecureStore from 'expo-secure-store';

export class TokenService {
  private static rotating: Promise<void> | null = null;

  constructor(readonly host: string) {}

  accessToken() {
    return SecureStore.getItemAsync('fleet.accessToken');
  }

  refreshToken() {
    return SecureStore.getItemAsync('fleet.refreshToken');
  }

  rotate(held: string): Promise<void> {
    TokenService.rotating ??= this.exchange(held).finally(() => {
      TokenService.rotating = null;
    });
    return TokenService.rotating;
  }

  private async exchange(held: string): Promise<void> {
    const response = await fetch(`${this.host}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken: held }),
    });
    if (!response.ok) throw new Error(`refresh: ${response.status}`);
    const next = await response.json();
    await SecureStore.setItemAsync('fleet.accessToken', next.accessToken);
    await SecureStore.setItemAsync('fleet.refreshToken', next.refreshToken);
  }
}
