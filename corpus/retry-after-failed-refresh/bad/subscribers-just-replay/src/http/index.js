const axios = require('axios');
const SecureStore = require('expo-secure-store');

const baseURL = 'https://api.example.com';
const client = axios.create({ baseURL });

let busy = false;
const subscribers = [];

function wakeAll() {
  for (const wake of subscribers.splice(0)) wake();
}

function bargeIn() {
  return SecureStore.getItemAsync('canal_refresh')
    .then((refreshToken) => axios.post(baseURL + '/auth/refresh', { refreshToken }))
    .then(({ data }) =>
      Promise.all([
        SecureStore.setItemAsync('canal_access', data.accessToken),
        SecureStore.setItemAsync('canal_refresh', data.refreshToken),
      ]),
    );
}

client.interceptors.request.use(async (config) => {
  config.headers.Authorization = 'Bearer ' + (await SecureStore.getItemAsync('canal_access'));
  return config;
});

client.interceptors.response.use(undefined, (error) => {
  const request = error.config;
  if (!error.response || error.response.status !== 401 || request._retry) {
    return Promise.reject(error);
  }
  request._retry = true;

  if (busy) {
    return new Promise((resolve) => {
      subscribers.push(() => resolve(client(request))); // want: retry-after-failed-refresh
    });
  }

  busy = true;
  return bargeIn()
    .finally(() => {
      busy = false;
      wakeAll();
    })
    .then(() => client(request));
});

module.exports = { client };
