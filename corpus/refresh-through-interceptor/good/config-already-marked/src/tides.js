const axios = require('axios');
const jar = require('./jar');

const tides = axios.create({ baseURL: '/api' });
let turning = null;

function turn() {
  if (!turning) {
    turning = tides
      // ok: refresh-through-interceptor
      .post('/auth/refresh', { refreshToken: jar.get('refresh') }, { _retry: true })
      .then((res) => {
        jar.set('access', res.data.accessToken);
        jar.set('refresh', res.data.refreshToken);
      })
      .finally(() => {
        turning = null;
      });
  }
  return turning;
}

tides.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${jar.get('access')}`;
  return config;
});

tides.interceptors.response.use(
  (res) => res,
  (err) => {
    const config = err.config;
    if (!err.response || err.response.status !== 401 || config._retry) {
      return Promise.reject(err);
    }
    config._retry = true;
    return turn().then(() => tides(config));
  },
);

exports.tides = tides;
