import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

let remembered: string | null = null;
let diving: Promise<string> | null = null;

async function trade(refreshToken: string | null): Promise<string> {
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('trade: ' + res.status);
  const pair = await res.json();
  remembered = pair.refreshToken;
  await SecureStore.setItemAsync('swim.access', pair.accessToken);
  await SecureStore.setItemAsync('swim.refresh', pair.refreshToken);
  return pair.accessToken;
}

async function dive(): Promise<string> {
  if (diving) return diving; // want: ineffective-single-flight
  const token = remembered ?? (await SecureStore.getItemAsync('swim.refresh'));
  diving = trade(token).finally(() => {
    diving = null;
  });
  return diving;
}

export async function swim(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('swim.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  return fetch(API + path, { headers: { Authorization: `Bearer ${await dive()}` } });
}
