import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const PAUSE_MS = 5_000;
export const pan = axios.create({ baseURL: API });

let sifting: Promise<void> | null = null;
let last: { at: number; reason: unknown } | null = null;

async function sift(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('pan.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('pan.access', data.accessToken);
  await SecureStore.setItemAsync('pan.refresh', data.refreshToken);
}

function nugget(): Promise<void> {
  if (sifting) return sifting;
  // ok: ineffective-single-flight
  if (last && Date.now() - last.at < PAUSE_MS) return Promise.reject(last.reason);
  sifting = sift()
    .then(
      () => {
        last = null;
      },
      (reason) => {
        last = { at: Date.now(), reason };
        throw reason;
      },
    )
    .finally(() => {
      sifting = null;
    });
  return sifting;
}

pan.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('pan.access')}`;
  return config;
});

pan.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await nugget();
  return pan(error.config);
});
