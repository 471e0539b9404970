import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const stove = axios.create({ baseURL: API });

let heating = false;
let burnt: unknown = null;
const nap = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function reheat(): Promise<void> {
  if (heating) {
    while (heating) await nap(50);
    if (burnt) throw burnt;
    return;
  }
  heating = true; // want: unreleased-flight
  burnt = null;
  const refreshToken = await SecureStore.getItemAsync('stove.refresh');
  if (!refreshToken) throw new Error('signed out');
  try {
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('stove.access', data.accessToken);
    await SecureStore.setItemAsync('stove.refresh', data.refreshToken);
  } catch (reason) {
    burnt = reason;
    throw reason;
  } finally {
    heating = false;
  }
}

stove.interceptors.request.use(async (config) => {
  const access = await SecureStore.getItemAsync('stove.access');
  config.headers.Authorization = `Bearer ${access}`;
  return config;
});

stove.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await reheat();
  return stove(error.config);
});
