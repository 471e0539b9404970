import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

let token = '';
let churning: Promise<string> | null = null;

export async function openDairy() {
  token = (await SecureStore.getItemAsync('dairy_access')) ?? '';
}

function churn(): Promise<string> {
  if (churning) return churning;
  churning = SecureStore.getItemAsync('dairy_refresh')
    .then((refresh_token) =>
      fetch(API + '/token', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ grant_type: 'refresh_token', refresh_token }),
      }),
    )
    .then((res) => (res.ok ? res.json() : Promise.reject(new Error('churn: ' + res.status))))
    .then(async (body) => {
      await SecureStore.setItemAsync('dairy_access', body.access_token);
      await SecureStore.setItemAsync('dairy_refresh', body.refresh_token);
      token = body.access_token;
      return token;
    })
    .finally(() => {
      churning = null;
    });
  return churning;
}

const send = (path: string) => fetch(API + path, { headers: { Authorization: 'Bearer ' + token } });

export function wheel(path: string): Promise<unknown> {
  return send(path)
    .then((res) => (res.status === 401 ? churn().then(() => send(path)) : res)) // ok: stale-retry
    .then((res) => {
      if (!res.ok) throw new Error(path + ' ' + res.status);
      return res.json();
    });
}
