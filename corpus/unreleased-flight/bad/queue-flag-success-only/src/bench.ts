import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const bench = axios.create({ baseURL: API });

let planing = false;
const clamps: { loosen(token: string): void; snap(why: unknown): void }[] = [];

bench.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('wood.access')}`;
  return config;
});

bench.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  if (planing) {
    await new Promise<string>((loosen, snap) => clamps.push({ loosen, snap }));
    return bench(error.config);
  }
  planing = true; // want: unreleased-flight
  try {
    const refreshToken = await SecureStore.getItemAsync('wood.refresh');
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('wood.access', data.accessToken);
    await SecureStore.setItemAsync('wood.refresh', data.refreshToken);
    planing = false;
    clamps.splice(0).forEach((c) => c.loosen(data.accessToken));
  } catch (why) {
    clamps.splice(0).forEach((c) => c.snap(why));
    throw why;
  }
  return bench(error.config);
});
