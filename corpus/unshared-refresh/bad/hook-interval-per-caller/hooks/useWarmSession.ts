import { useEffect } from 'react';
import * as SecureStore from 'expo-secure-store';

export function useWarmSession(everyMs = 8 * 60_000) {
  useEffect(() => {
    const tune = async () => {
      const refresh = await SecureStore.getItemAsync('radio.refresh');
      if (!refresh) return;
      const res = await fetch('https://api.example.com/api/token/refresh/', { // want: unshared-refresh
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refresh }),
      });
      if (!res.ok) return;
      const pair = await res.json();
      await SecureStore.setItemAsync('radio.access', pair.access);
      await SecureStore.setItemAsync('radio.refresh', pair.refresh);
    };
    const timer = setInterval(() => void tune().catch(() => undefined), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
