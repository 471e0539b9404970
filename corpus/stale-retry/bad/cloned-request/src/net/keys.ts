import * as SecureStore from 'expo-secure-store';

export const API = 'https://api.example.com';

let turning: Promise<void> | null = null;

async function turn(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('lockers.refreshToken');
  if (!refreshToken) throw new Error('signed out');
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (res.status === 400 || res.status === 401) {
    await SecureStore.deleteItemAsync('lockers.accessToken');
    await SecureStore.deleteItemAsync('lockers.refreshToken');
  }
  if (!res.ok) throw new Error(`refresh answered ${res.status}`);
  const pair = await res.json();
  await SecureStore.setItemAsync('lockers.accessToken', pair.accessToken);
  await SecureStore.setItemAsync('lockers.refreshToken', pair.refreshToken);
}

export function turnKeys(): Promise<void> {
  turning ??= turn().finally(() => {
    turning = null;
  });
  return turning;
}
