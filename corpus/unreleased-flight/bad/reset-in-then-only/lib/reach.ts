import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let lending: Promise<string> | null = null;

async function stamp(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('library.refresh');
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('stamp: ' + res.status);
  const body = await res.json();
  await SecureStore.setItemAsync('library.access', body.accessToken);
  await SecureStore.setItemAsync('library.refresh', body.refreshToken);
  return body.accessToken;
}

function lend(): Promise<string> {
  if (!lending) {
    lending = stamp().then((token) => { // want: unreleased-flight
      lending = null;
      return token;
    });
  }
  return lending;
}

export async function reach(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('library.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const token = await lend();
  return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
}
