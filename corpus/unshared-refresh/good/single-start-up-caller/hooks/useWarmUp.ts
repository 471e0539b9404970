import { useEffect, useState } from 'react';
import * as SecureStore from 'expo-secure-store';

async function shuffle(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('quiz.refresh');
  if (!refreshToken) return;
  // ok: unshared-refresh
  const res = await fetch('https://api.example.com/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) return;
  const pair = await res.json();
  await SecureStore.setItemAsync('quiz.access', pair.accessToken);
  await SecureStore.setItemAsync('quiz.refresh', pair.refreshToken);
}

export function useWarmUp(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    shuffle()
      .catch(() => undefined)
      .finally(() => setReady(true));
  }, []);
  return ready;
}
