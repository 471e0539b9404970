const SecureStore = require('expo-secure-store');
const { sessionApi } = require('./sessionApi');

function send(path, token) {
  return fetch('https://api.example.com' + path, { headers: { Authorization: 'Bearer ' + token } });
}

function fetchPage(path) {
  return SecureStore.getItemAsync('news.access')
    .then((token) => send(path, token))
    .then((res) => {
      if (res.status !== 401) return res;
      return sessionApi.extend().then((token) => send(path, token));
    });
}

module.exports = { fetchPage };
