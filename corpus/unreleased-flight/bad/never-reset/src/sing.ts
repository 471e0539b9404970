import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let encore: Promise<string> | undefined;

async function rehearse(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('karaoke.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('rehearse: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('karaoke.access', pair.accessToken);
  await SecureStore.setItemAsync('karaoke.refresh', pair.refreshToken);
  return pair.accessToken;
}

export async function sing(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('karaoke.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  if (!encore) {
    encore = rehearse(); // want: unreleased-flight
  }
  const token = await encore;
  return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
}
