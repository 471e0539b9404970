const axios = require('axios');
const { bearer, swap } = require('./wallet');

const bus = axios.create({ baseURL: 'https://api.example.com' });

let swapping = false;
let stops = [];

function ring(token) {
  const all = stops;
  // ok: stranded-waiters
  stops = [];
  all.forEach((fn) => fn(token));
}

bus.interceptors.request.use((config) =>
  bearer().then((token) => {
    config.headers.Authorization = 'Bearer ' + token;
    return config;
  }),
);

bus.interceptors.response.use(undefined, (err) => {
  const config = err.config;
  if (!err.response || err.response.status !== 401 || config.retried) return Promise.reject(err);
  config.retried = true;

  if (swapping) {
    return new Promise((resolve, reject) => {
      stops.push((token) => (token ? resolve(bus(config)) : reject(err)));
    });
  }

  swapping = true;
  return swap().then(
    (token) => {
      swapping = false;
      ring(token);
      return bus(config);
    },
    (reason) => {
      swapping = false;
      ring('');
      throw reason;
    },
  );
});

exports.lines = () => bus.get('/lines').then((res) => res.data);
