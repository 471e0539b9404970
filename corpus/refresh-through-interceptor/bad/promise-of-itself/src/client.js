const axios = require('axios');
const SecureStore = require('expo-secure-store');

const client = axios.create({ baseURL: 'https://api.example.com/v1' });
let renewal = null;

function keep(pair) {
  return SecureStore.setItemAsync('sail.access', pair.access_token)
    .then(() => SecureStore.setItemAsync('sail.refresh', pair.refresh_token))
    .then(() => pair.access_token);
}

function renew() {
  return SecureStore.getItemAsync('sail.refresh')
    .then((refresh_token) =>
      // want: refresh-through-interceptor
      client.post('/oauth/token', { grant_type: 'refresh_token', refresh_token }),
    )
    .then((res) => keep(res.data));
}

function renewOnce() {
  if (renewal === null) {
    renewal = renew().finally(() => {
      renewal = null;
    });
  }
  return renewal;
}

client.interceptors.request.use((config) =>
  SecureStore.getItemAsync('sail.access').then((token) => {
    config.headers.Authorization = 'Bearer ' + token;
    return config;
  }),
);

client.interceptors.response.use(undefined, (err) => {
  const config = err.config;
  if (!err.response || err.response.status !== 401 || config._again) return Promise.reject(err);
  config._again = true;
  return renewOnce().then(() => client(config));
});

module.exports = { client };
