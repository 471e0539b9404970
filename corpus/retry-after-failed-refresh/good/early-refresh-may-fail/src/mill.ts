import axios from 'axios';
import { jwtDecode } from 'jwt-decode';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const EARLY = 5 * 60;

export const mill = axios.create({ baseURL: API });

let grinding: Promise<string> | null = null;

async function grind(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('mill.refresh');
  const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken });
  await SecureStore.setItemAsync('mill.access', data.accessToken);
  await SecureStore.setItemAsync('mill.refresh', data.refreshToken);
  return data.accessToken;
}

function shared(): Promise<string> {
  grinding ??= grind().finally(() => {
    grinding = null;
  });
  return grinding;
}

function secondsLeft(token: string): number {
  return (jwtDecode(token).exp ?? 0) - Math.floor(Date.now() / 1000);
}

mill.interceptors.request.use(async (config) => {
  let token = await SecureStore.getItemAsync('mill.access');
  if (token && !config.headers.Authorization) {
    const left = secondsLeft(token);
    if (left > 0 && left < EARLY) {
      // ok: retry-after-failed-refresh
      token = await shared().catch(() => token);
    }
    config.headers.Authorization = `Bearer ${token}`;
  }
  return config;
});

mill.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  config.headers.Authorization = `Bearer ${await shared()}`;
  return mill(config);
});
