import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const DELAYS = [500, 2000];
export const trails = axios.create({ baseURL: API });

let isRefreshing = false;
let waiting = [];

function finish(error) {
  const list = waiting;
  waiting = [];
  isRefreshing = false;
  list.forEach(({ resolve, reject }) => (error ? reject(error) : resolve()));
}

async function exchange() {
  const refreshToken = await SecureStore.getItemAsync('trail_refresh');
  const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken });
  await SecureStore.setItemAsync('trail_access', data.accessToken);
  await SecureStore.setItemAsync('trail_refresh', data.refreshToken);
}

function attempt(round) {
  exchange().then(
    () => finish(),
    (error) => {
      const transient = !error.response || error.response.status >= 500;
      if (transient && round < DELAYS.length) {
        setTimeout(() => attempt(round + 1), DELAYS[round]);
        return;
      }
      finish(error);
    },
  );
}

trails.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('trail_access')}`;
  return config;
});

trails.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  const renewed = new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  if (!isRefreshing) {
    // ok: unreleased-flight
    isRefreshing = true;
    attempt(0);
  }
  await renewed;
  return trails(config);
});
