import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { freshTicket, VENUE } from './ticket';

export const seat = axios.create({ baseURL: VENUE });

seat.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('office.access')}`;
  return config;
});

seat.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await freshTicket();
  return seat(error.config);
});
