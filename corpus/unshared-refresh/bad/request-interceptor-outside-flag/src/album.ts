import axios, { type AxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const MARGIN = 60_000;
export const album = axios.create({ baseURL: API });

type Collector = { take(token: string): void; refuse(why: unknown): void };
let minting = false;
let collectors: Collector[] = [];

async function store(data: { accessToken: string; refreshToken: string; expiresAt: number }): Promise<string> {
  await SecureStore.setItemAsync('coin.access', data.accessToken);
  await SecureStore.setItemAsync('coin.refresh', data.refreshToken);
  await SecureStore.setItemAsync('coin.expires', String(data.expiresAt));
  return data.accessToken;
}

album.interceptors.request.use(async (config) => {
  const expiresAt = Number(await SecureStore.getItemAsync('coin.expires'));
  if (expiresAt - MARGIN < Date.now()) {
    const refreshToken = await SecureStore.getItemAsync('coin.refresh');
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken }); // want: unshared-refresh
    await store(data);
  }
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('coin.access')}`;
  return config;
});

album.interceptors.response.use(undefined, async (error) => {
  const config = error.config as AxiosRequestConfig & { _retry?: boolean };
  if (error.response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  if (minting) {
    await new Promise<string>((take, refuse) => collectors.push({ take, refuse }));
    return album(config);
  }
  minting = true;
  try {
    const refreshToken = await SecureStore.getItemAsync('coin.refresh');
    // ok: unshared-refresh
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    const token = await store(data);
    collectors.forEach((c) => c.take(token));
  } catch (why) {
    collectors.forEach((c) => c.refuse(why));
    throw why;
  } finally {
    collectors = [];
    minting = false;
  }
  return album(config);
});
