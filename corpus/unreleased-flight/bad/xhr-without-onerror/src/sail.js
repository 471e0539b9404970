import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let tack = null;

function post(refreshToken) {
  return new Promise((resolve, reject) => {
    const x = new XMLHttpRequest();
    x.open('POST', API + '/auth/refresh');
    x.setRequestHeader('Content-Type', 'application/json');
    x.onload = async () => {
      try {
        if (x.status !== 200) throw new Error('tack: ' + x.status);
        resolve(await keepPair(JSON.parse(x.responseText)));
      } catch (why) {
        reject(why);
      }
      tack = null;
    };
    x.onerror = () => reject(new Error('network'));
    x.send(JSON.stringify({ refreshToken }));
  });
}

async function keepPair(pair) {
  await SecureStore.setItemAsync('regatta.access', pair.accessToken);
  await SecureStore.setItemAsync('regatta.refresh', pair.refreshToken);
  return pair.accessToken;
}

export async function sail(path) {
  const access = await SecureStore.getItemAsync('regatta.access');
  const res = await fetch(API + path, { headers: { Authorization: 'Bearer ' + access } });
  if (res.status !== 401) return res;
  if (!tack) {
    tack = SecureStore.getItemAsync('regatta.refresh').then(post); // want: unreleased-flight
  }
  const token = await tack;
  return fetch(API + path, { headers: { Authorization: 'Bearer ' + token } });
}
