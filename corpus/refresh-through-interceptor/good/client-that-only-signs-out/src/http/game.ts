import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { extendVisit } from './accounts';

export const game = axios.create({ baseURL: 'https://api.example.com' });

let extension: Promise<string> | null = null;

game.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('escape_access');
  config.headers.Authorization = `Bearer ${token}`;
  return config;
});

game.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config.extended) throw error;
  config.extended = true;
  if (!extension) extension = extendVisit().finally(() => (extension = null));
  await extension;
  return game(config);
});
