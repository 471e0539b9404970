import axios, { type AxiosRequestConfig } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const cabin = axios.create({ baseURL: API });

let isWarming = false;
let guests: { enter(token: string): void; leave(why: unknown): void }[] = [];

cabin.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('cabin.access')}`;
  return config;
});

cabin.interceptors.response.use(undefined, async (error) => {
  const original = error.config as AxiosRequestConfig & { _retry?: boolean };
  if (error.response?.status !== 401 || original._retry) throw error;

  if (isWarming) {
    await new Promise<string>((enter, leave) => guests.push({ enter, leave }));
    // ok: unbounded-retry
    return cabin(original);
  }

  original._retry = true;
  isWarming = true;
  try {
    const refreshToken = await SecureStore.getItemAsync('cabin.refresh');
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('cabin.access', data.accessToken);
    await SecureStore.setItemAsync('cabin.refresh', data.refreshToken);
    guests.forEach((g) => g.enter(data.accessToken));
  } catch (why) {
    guests.forEach((g) => g.leave(why));
    throw why;
  } finally {
    guests = [];
    isWarming = false;
  }
  return cabin(original);
});
