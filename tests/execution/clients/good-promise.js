// No fault, by hand. Between the test of `flight` and its assignment nothing is awaited, so at most one `renew` runs. Whoever asks while it
// runs gets its promise, which settles whatever happens, and `finally` empties the cell. The token to send is read from the storage after
// both writes are through. A call sends at most twice; the second time only after `renew` has resolved, which it does only with a new pair.
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
  await flight;
  return send(path);
}
