import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let steeping: Promise<string> | null = null;

async function steep(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('tea.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('steep: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('tea.access', pair.accessToken);
  await SecureStore.setItemAsync('tea.refresh', pair.refreshToken);
  return pair.accessToken;
}

const pour = (path: string, token: string | null) =>
  fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });

export async function brew(path: string): Promise<Response> {
  let cup = await pour(path, await SecureStore.getItemAsync('tea.access'));
  if (cup.status === 401) {
    steeping ??= steep().finally(() => {
      steeping = null;
    });
    // ok: unbounded-retry
    cup = await pour(path, await steeping);
  }
  return cup;
}
