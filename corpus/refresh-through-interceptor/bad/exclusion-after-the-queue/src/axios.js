import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const REFRESH_URL = '/auth/refresh';
const instance = axios.create({ baseURL: 'https://api.example.com' });

let locked = false;
let queue = [];

const settle = (error) => {
  const items = queue;
  queue = [];
  items.forEach(({ resolve, reject }) => (error ? reject(error) : resolve()));
};

instance.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('sheep.access');
  config.headers.Authorization = `Bearer ${token}`;
  return config;
});

instance.interceptors.response.use(
  (res) => res,
  (error) => {
    const { config, response } = error;
    if (!response || response.status !== 401 || config._retry) return Promise.reject(error);

    if (locked) {
      config._retry = true;
      return new Promise((resolve, reject) => {
        queue.push({ resolve, reject });
      }).then(() => instance(config));
    }

    if (config.url === REFRESH_URL) return Promise.reject(error);

    config._retry = true;
    locked = true;
    return SecureStore.getItemAsync('sheep.refresh')
      .then((refreshToken) => instance.post(REFRESH_URL, { refreshToken })) // want: refresh-through-interceptor
      .then(async ({ data }) => {
        await SecureStore.setItemAsync('sheep.access', data.accessToken);
        await SecureStore.setItemAsync('sheep.refresh', data.refreshToken);
        settle(null);
        return instance(config);
      })
      .catch((reason) => {
        settle(reason);
        throw reason;
      })
      .finally(() => {
        locked = false;
      });
  },
);

export default instance;
