import * as SecureStore from 'expo-secure-store';

let playing: Promise<void> | null = null;

async function play(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('opera.refresh');
  const res = await fetch('https://api.example.com/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('encore: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('opera.access', pair.accessToken);
  await SecureStore.setItemAsync('opera.refresh', pair.refreshToken);
}

export function encore(): Promise<void> {
  playing = playing ?? play().finally(() => (playing = null));
  return playing;
}
