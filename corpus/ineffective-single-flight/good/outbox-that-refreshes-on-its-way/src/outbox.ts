import * as SecureStore from 'expo-secure-store';

interface Letter {
  path: string;
  body: string;
}

const ROOT = 'https://api.example.com';
const letters: Letter[] = [];
let running = false;

export function add(path: string, body: string): void {
  letters.push({ path, body });
}

async function post(letter: Letter): Promise<Response> {
  const token = await SecureStore.getItemAsync('outbox.access');
  return fetch(ROOT + letter.path, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: letter.body });
}

async function trade(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('outbox.refresh');
  // ok: unshared-refresh
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

export async function empty(): Promise<{ left: number }> {
  if (running) return { left: letters.length }; // ok: ineffective-single-flight
  running = true;
  try {
    while (letters.length > 0) {
      let answer = await post(letters[0]);
      if (answer.status === 401) {
        await trade();
        answer = await post(letters[0]);
      }
      if (!answer.ok) throw new Error(`empty: ${answer.status}`);
      letters.shift();
    }
    return { left: 0 };
  } finally {
    running = false;
  }
}
