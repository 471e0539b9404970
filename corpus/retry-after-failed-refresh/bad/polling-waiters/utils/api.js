import * as SecureStore from 'expo-secure-store';

const BASE = 'https://api.example.com';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

let refreshing = false;

async function send(path, options) {
  const token = await SecureStore.getItemAsync('lumber_token');
  return fetch(BASE + path, { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } });
}

async function refreshToken() {
  const held = await SecureStore.getItemAsync('lumber_refresh_token');
  const response = await fetch(`${BASE}/user/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refresh_token: held }),
  });
  if (!response.ok) throw new Error('Session expired');
  const data = await response.json();
  await SecureStore.setItemAsync('lumber_token', data.token);
  await SecureStore.setItemAsync('lumber_refresh_token', data.refresh_token);
}

async function parse(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

export async function apiFetch(path, options = {}) {
  const response = await send(path, options);
  if (response.status !== 401) return parse(response);

  if (refreshing) {
    while (refreshing) await sleep(100);
    return parse(await send(path, options)); // want: retry-after-failed-refresh
  }

  refreshing = true;
  try {
    await refreshToken();
  } finally {
    refreshing = false;
  }
  return parse(await send(path, options));
}
