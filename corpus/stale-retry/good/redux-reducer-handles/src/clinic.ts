import axios from 'axios';
import { hydrateSession, renewSession, store } from './store';

export const clinic = axios.create({ baseURL: 'https://api.example.com' });

export const hydrate = () => store.dispatch(hydrateSession()).unwrap();

let renewing: Promise<string> | null = null;

clinic.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${store.getState().session.access}`;
  return config;
});

clinic.interceptors.response.use(
  (response) => response,
  async (error) => {
    const again = error.config;
    if (error.response?.status !== 401 || again._again) return Promise.reject(error);
    again._again = true;
    renewing ??= store
      .dispatch(renewSession())
      .unwrap()
      .finally(() => {
        renewing = null;
      });
    await renewing;
    return clinic(again); // ok: stale-retry
  },
);
