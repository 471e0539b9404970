import * as SecureStore from 'expo-secure-store';

type State = { kind: 'idle' } | { kind: 'renewing'; done: Promise<string> };

const API = 'https://api.example.com';
let state: State = { kind: 'idle' };

async function renew(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('van.refresh');
  // ok: unshared-refresh
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('renew: ' + res.status);
  const next = await res.json();
  await SecureStore.setItemAsync('van.access', next.accessToken);
  await SecureStore.setItemAsync('van.refresh', next.refreshToken);
  return next.accessToken;
}

function token(): Promise<string> {
  switch (state.kind) {
    case 'renewing':
      return state.done;
    case 'idle': {
      const done = renew().finally(() => {
        state = { kind: 'idle' };
      });
      state = { kind: 'renewing', done };
      return done;
    }
  }
}

export async function van(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('van.access');
  const first = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (first.status !== 401) return first;
  return fetch(API + path, { headers: { Authorization: `Bearer ${await token()}` } });
}
