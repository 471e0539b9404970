import axios from 'axios';

type Listener = () => void;
const listeners = new Set<Listener>();
let bearer: string | null = null;

export const mail = axios.create({ baseURL: '/api' });

export function signIn(token: string) {
  bearer = token;
}

export function onSignedOut(listener: Listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

mail.interceptors.request.use((config) => {
  if (bearer) config.headers.Authorization = `Bearer ${bearer}`;
  return config;
});

// ok: unbounded-retry
mail.interceptors.response.use(undefined, (error) => {
  if (error.response?.status === 401) {
    bearer = null;
    listeners.forEach((tell) => tell());
  }
  return Promise.reject(error);
});
