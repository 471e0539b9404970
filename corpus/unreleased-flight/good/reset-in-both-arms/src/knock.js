import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let ringing = null;

async function rechime() {
  const refreshToken = await SecureStore.getItemAsync('bell_refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('rechime: ' + res.status);
  const body = await res.json();
  await SecureStore.setItemAsync('bell_access', body.accessToken);
  await SecureStore.setItemAsync('bell_refresh', body.refreshToken);
  return body.accessToken;
}

function ring() {
  if (ringing) return ringing;
  // ok: unreleased-flight
  ringing = rechime().then(
    (token) => {
      ringing = null;
      return token;
    },
    (reason) => {
      ringing = null;
      throw reason;
    },
  );
  return ringing;
}

export async function knock(path) {
  const access = await SecureStore.getItemAsync('bell_access');
  const res = await fetch(API + path, { headers: { Authorization: 'Bearer ' + access } });
  if (res.status !== 401) return res;
  const token = await ring();
  return fetch(API + path, { headers: { Authorization: 'Bearer ' + token } });
}
