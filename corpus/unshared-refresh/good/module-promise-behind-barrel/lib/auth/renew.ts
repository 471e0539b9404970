import * as SecureStore from 'expo-secure-store';

let current: Promise<string> | null = null;

async function exchange(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('choir.refresh');
  // ok: unshared-refresh
  const res = await fetch('https://api.example.com/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('refresh answered ' + res.status);
  const tokens = await res.json();
  await SecureStore.setItemAsync('choir.access', tokens.accessToken);
  await SecureStore.setItemAsync('choir.refresh', tokens.refreshToken);
  return tokens.accessToken;
}

export function renewOnce(): Promise<string> {
  if (!current) {
    current = exchange().finally(() => {
      current = null;
    });
  }
  return current;
}
