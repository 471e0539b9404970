// As good-promise.js, but the failure of the refresh is swallowed.
import { getItemAsync, setItemAsync } from 'expo-secure-store';

const API = 'https://api.example.com';
let flight = null;

async function renew() {
  const refreshToken = await getItemAsync('app.refresh');
  if (!refreshToken) throw new Error('signed out');
  const res = await fetch(`${API}/auth/refresh`, { method: 'POST', body: JSON.stringify({ refreshToken }) });
  if (!res.ok) throw new Error(`refresh: ${res.status}`);
  const pair = await res.json();
  await setItemAsync('app.access', pair.accessToken);
  await setItemAsync('app.refresh', pair.refreshToken);
}

const send = async (path) => fetch(API + path, { headers: { Authorization: `Bearer ${await getItemAsync('app.access')}` } });

export async function get(path) {
  const res = await send(path);
  if (res.status !== 401) return res;
  flight ??= renew().finally(() => {
    flight = null;
  });
  await flight.catch(() => undefined);
  return send(path);
}
