const axios = require('axios');
const SecureStore = require('expo-secure-store');

const API = 'https://api.example.com';
const barn = axios.create({ baseURL: API });
let saddling = null;

async function resaddle() {
  const refreshToken = await SecureStore.getItemAsync('barn.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('barn.access', data.accessToken);
  await SecureStore.setItemAsync('barn.refresh', data.refreshToken);
  return data.accessToken;
}

barn.interceptors.request.use(async (config) => {
  const access = await SecureStore.getItemAsync('barn.access');
  config.headers.Authorization = `Bearer ${access}`;
  return config;
});

barn.interceptors.response.use(
  (res) => res,
  async (error) => {
    if (!error.response || error.response.status !== 401) throw error;
    if (!saddling) {
      saddling = resaddle().finally(() => {
        saddling = null;
      });
    }
    const token = await saddling;
    error.config.headers.Authorization = `Bearer ${token}`;
    // ok: unbounded-retry
    return axios.request(error.config);
  },
);

module.exports = { barn };
