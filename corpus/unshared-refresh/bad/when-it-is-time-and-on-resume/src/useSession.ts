import * as SecureStore from 'expo-secure-store';
import { useEffect } from 'react';
import { AppState } from 'react-native';

const AHEAD = 60_000;

export function useSession(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;

    const renew = async () => {
      const refreshToken = await SecureStore.getItemAsync('garden.refresh');
      const res = await fetch('https://api.example.com/auth/refresh', { // want: unshared-refresh
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!res.ok) return;
      const pair = await res.json();
      await SecureStore.setItemAsync('garden.access', pair.accessToken);
      await SecureStore.setItemAsync('garden.refresh', pair.refreshToken);
      await SecureStore.setItemAsync('garden.until', String(pair.expiresAt));
      await arm();
    };

    const arm = async () => {
      const left = Number(await SecureStore.getItemAsync('garden.until')) - Date.now() - AHEAD;
      if (left <= 0) {
        await renew();
      } else {
        timer = setTimeout(async () => {
          await renew();
        }, left);
      }
    };

    arm();
    const watched = AppState.addEventListener('change', (now) => {
      if (now === 'active') renew();
    });
    return () => {
      clearTimeout(timer);
      watched.remove();
    };
  }, []);
}
