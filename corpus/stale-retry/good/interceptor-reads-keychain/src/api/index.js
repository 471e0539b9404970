const axios = require('axios');
const attachToken = require('./attachToken');
const rekindle = require('./rekindle');

const baseURL = 'https://api.example.com';
const lamp = axios.create({ baseURL });

lamp.interceptors.request.use(attachToken);
lamp.interceptors.response.use(null, (error) => {
  const { config, response } = error;
  if (!response || response.status !== 401 || config._retry) return Promise.reject(error);
  config._retry = true;
  return rekindle(baseURL).then(() => lamp(config)); // ok: stale-retry
});

module.exports = { lamp };
