import * as SecureStore from 'expo-secure-store';

const BASE = 'https://api.example.com';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

let refreshing = false;

const stored = () => SecureStore.getItemAsync('brick_token');

const send = (path, token) => fetch(BASE + path, { headers: { Authorization: `Bearer ${token}` } });

async function refreshToken() {
  const held = await SecureStore.getItemAsync('brick_refresh_token');
  const response = await fetch(`${BASE}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refresh_token: held }),
  });
  if (!response.ok) throw new Error('Session expired');
  const data = await response.json();
  await SecureStore.setItemAsync('brick_token', data.token);
  await SecureStore.setItemAsync('brick_refresh_token', data.refresh_token);
}

async function freshToken(refused) {
  if (refreshing) {
    while (refreshing) await sleep(50);
  } else {
    refreshing = true;
    try {
      await refreshToken();
    } finally {
      refreshing = false;
    }
  }
  const token = await stored();
  if (!token || token === refused) throw new Error('Session expired');
  return token;
}

export async function apiFetch(path) {
  const token = await stored();
  let response = await send(path, token);
  if (response.status === 401) {
    response = await send(path, await freshToken(token)); // ok: retry-after-failed-refresh
  }
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
