// No fault, by hand. As good-promise.js, but the refresh token is a cookie and the access token lies in a variable: it is assigned before
// the shared promise resolves, and every try reads it anew.
let access = '';
let flight = null;

export const signIn = (token) => {
  access = token;
};

async function renew() {
  const res = await fetch('/api/auth/refresh', { method: 'POST', credentials: 'include' });
  if (!res.ok) throw new Error(`refresh: ${res.status}`);
  access = (await res.json()).access_token;
}

export async function get(path, first = true) {
  const res = await fetch(`/api${path}`, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401 || !first) return res;
  flight ??= renew().finally(() => {
    flight = null;
  });
  await flight;
  return get(path, false);
}
