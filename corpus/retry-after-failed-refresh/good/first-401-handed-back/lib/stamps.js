const SecureStore = require('expo-secure-store');

const base = 'https://api.example.com';
let gumming = null;

function send(path) {
  return SecureStore.getItemAsync('stamps.access').then((access) =>
    fetch(base + path, { headers: { Authorization: 'Bearer ' + access } }),
  );
}

function gum() {
  if (gumming !== null) return gumming;
  gumming = SecureStore.getItemAsync('stamps.refresh')
    .then((refreshToken) =>
      fetch(base + '/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      }),
    )
    .then((res) => {
      if (!res.ok) throw new Error('gum: ' + res.status);
      return res.json();
    })
    .then(({ accessToken, refreshToken }) =>
      Promise.all([
        SecureStore.setItemAsync('stamps.access', accessToken),
        SecureStore.setItemAsync('stamps.refresh', refreshToken),
      ]),
    )
    .finally(() => {
      gumming = null;
    });
  return gumming;
}

exports.stampFetch = (path) =>
  send(path).then((first) => {
    if (first.status !== 401) return first;
    return gum().then(
      () => send(path), // ok: retry-after-failed-refresh
      () => first,
    );
  });
