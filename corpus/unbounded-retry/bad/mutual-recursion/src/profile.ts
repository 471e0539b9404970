import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
type Profile = { id: string; name: string };
let pass: Promise<void> | null = null;

async function postPass(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('gym.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('pass: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('gym.access', pair.accessToken);
  await SecureStore.setItemAsync('gym.refresh', pair.refreshToken);
}

export async function loadProfile(): Promise<Profile> {
  const access = await SecureStore.getItemAsync('gym.access');
  const res = await fetch(API + '/me', { headers: { Authorization: `Bearer ${access}` } });
  if (res.status === 401) return renewPass();
  if (!res.ok) throw new Error('profile: ' + res.status);
  return res.json();
}

async function renewPass(): Promise<Profile> {
  pass ??= postPass().finally(() => {
    pass = null;
  });
  await pass;
  return loadProfile(); // want: unbounded-retry
}
