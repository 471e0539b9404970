import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const board = axios.create({ baseURL: API });

let isRefreshing = false;
let refreshSubscribers: ((token: string | null) => void)[] = [];

const subscribe = (callback: (token: string | null) => void) => refreshSubscribers.push(callback);

const onRefreshed = (token: string | null) => {
  const waiting = refreshSubscribers;
  refreshSubscribers = [];
  waiting.map((callback) => callback(token));
};

async function castle(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('board_refresh_token');
  const res = await axios.post(API + '/refresh_token', { refresh_token: refreshToken });
  await SecureStore.setItemAsync('board_access_token', res.data.access_token);
  await SecureStore.setItemAsync('board_refresh_token', res.data.refresh_token);
  return res.data.access_token;
}

board.interceptors.request.use(async (config) => {
  config.headers.Authorization ??= `Bearer ${await SecureStore.getItemAsync('board_access_token')}`;
  return config;
});

board.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (!response || response.status !== 401 || config._retry) throw error;
  config._retry = true;

  if (!isRefreshing) {
    isRefreshing = true;
    castle()
      .then(onRefreshed, () => onRefreshed(null))
      .finally(() => {
        isRefreshing = false;
      });
  }

  return new Promise((resolve, reject) => {
    subscribe((token) => {
      if (!token) {
        reject(error);
        return;
      }
      config.headers.Authorization = `Bearer ${token}`;
      resolve(board(config)); // ok: retry-after-failed-refresh
    });
  });
});
