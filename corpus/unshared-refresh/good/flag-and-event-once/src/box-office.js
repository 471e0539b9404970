import * as SecureStore from 'expo-secure-store';
import { bell } from './bell';

const API = 'https://api.example.com';
let open = false;

async function sellPass() {
  const refreshToken = await SecureStore.getItemAsync('opera.refresh');
  // ok: unshared-refresh
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('pass: ' + res.status);
  const pass = await res.json();
  await SecureStore.setItemAsync('opera.access', pass.accessToken);
  await SecureStore.setItemAsync('opera.refresh', pass.refreshToken);
  return pass.accessToken;
}

function pass() {
  return new Promise((resolve, reject) => {
    bell.once('rung', (err, token) => (err ? reject(err) : resolve(token)));
    if (open) return;
    open = true;
    sellPass()
      .then(
        (token) => [null, token],
        (err) => [err],
      )
      .then((end) => {
        open = false;
        bell.ring('rung', ...end);
      });
  });
}

export async function seats(path) {
  const token = await SecureStore.getItemAsync('opera.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  if (res.status !== 401) return res;
  const next = await pass();
  return fetch(API + path, { headers: { Authorization: `Bearer ${next}` } });
}
