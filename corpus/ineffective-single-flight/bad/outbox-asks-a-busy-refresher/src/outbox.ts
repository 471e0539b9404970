import * as SecureStore from 'expo-secure-store';

interface Letter {
  path: string;
  body: string;
}

const ROOT = 'https://api.example.com';
let running = false;

async function send(letter: Letter): Promise<Response> {
  const token = await SecureStore.getItemAsync('outbox.access');
  return fetch(ROOT + letter.path, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: letter.body });
}

async function trade(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('outbox.refresh');
  const res = await fetch(`${ROOT}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error(`trade: ${res.status}`);
  const pair = await res.json();
  await SecureStore.setItemAsync('outbox.access', pair.accessToken);
  await SecureStore.setItemAsync('outbox.refresh', pair.refreshToken);
}

async function renew(): Promise<boolean> {
  if (running) return false; // want: ineffective-single-flight
  running = true;
  try {
    await trade();
    return true;
  } finally {
    running = false;
  }
}

export async function post(letter: Letter): Promise<Response> {
  const first = await send(letter);
  if (first.status !== 401) return first;
  if (!(await renew())) throw new Error('post: not signed in');
  return send(letter);
}
