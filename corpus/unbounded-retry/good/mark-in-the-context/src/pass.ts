import * as SecureStore from 'expo-secure-store';

let renewing: Promise<void> | null = null;

async function post(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('quiz.refresh');
  const res = await fetch('https://api.example.com/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('pass: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('quiz.access', pair.accessToken);
  await SecureStore.setItemAsync('quiz.refresh', pair.refreshToken);
}

export function renewPass(): Promise<void> {
  renewing ??= post().finally(() => {
    renewing = null;
  });
  return renewing;
}
