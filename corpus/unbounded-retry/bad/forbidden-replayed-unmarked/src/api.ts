import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const BASE = 'https://api.example.com';
export const api = axios.create({ baseURL: BASE });

let inFlight: Promise<void> | null = null;

async function post() {
  const refreshToken = await SecureStore.getItemAsync('pharmacy.refresh');
  const { data } = await axios.post(`${BASE}/auth/refresh`, { refreshToken });
  await SecureStore.setItemAsync('pharmacy.access', data.accessToken);
  await SecureStore.setItemAsync('pharmacy.refresh', data.refreshToken);
}

const refresh = () => {
  inFlight ??= post().finally(() => {
    inFlight = null;
  });
  return inFlight;
};

api.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('pharmacy.access')}`;
  return config;
});

api.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  switch (response?.status) {
    case 401:
      if (config._retry) throw error;
      config._retry = true;
      await refresh();
      return api(config);
    case 403:
      await refresh();
      return api(config); // want: unbounded-retry
    default:
      throw error;
  }
});
