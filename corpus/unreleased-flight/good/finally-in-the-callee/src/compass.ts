import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { exchange } from './exchange';
import { state } from './state';

const ROOT = 'https://api.example.com';
export const compass = axios.create({ baseURL: ROOT });

compass.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('compass.access')}`;
  return config;
});

compass.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  // ok: unreleased-flight
  if (!state.flight) state.flight = exchange(ROOT);
  const token = await state.flight;
  config.headers.Authorization = `Bearer ${token}`;
  return compass(config);
});
