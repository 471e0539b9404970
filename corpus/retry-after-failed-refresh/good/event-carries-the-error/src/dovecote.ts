import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

type Done = (problem: unknown) => void;
let roosting = false;
const once = new Set<Done>();

function emitDone(problem: unknown) {
  const listeners = [...once];
  once.clear();
  listeners.forEach((listener) => listener(problem));
}

async function send(path: string) {
  const access = await SecureStore.getItemAsync('dove.access');
  return fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
}

async function roost(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('dove.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('roost: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('dove.access', pair.accessToken);
  await SecureStore.setItemAsync('dove.refresh', pair.refreshToken);
}

function settled(): Promise<void> {
  return new Promise((resolve, reject) => {
    once.add((problem) => (problem ? reject(problem) : resolve()));
    if (roosting) return;
    roosting = true;
    roost().then(
      () => {
        roosting = false;
        emitDone(null);
      },
      (problem) => {
        roosting = false;
        emitDone(problem);
      },
    );
  });
}

export async function dovecote(path: string): Promise<unknown> {
  let res = await send(path);
  if (res.status === 401) {
    await settled();
    res = await send(path); // ok: retry-after-failed-refresh
  }
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}
