import axios from 'axios';
import { useSignal } from '../stores/signal';

export const rail = axios.create({ baseURL: 'https://api.example.com' });

rail.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${useSignal.getState().access}`;
  return config;
});

rail.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await useSignal.getState().switchTrack();
  return rail(error.config);
});
