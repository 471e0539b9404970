import axios from 'axios';
import * as Vault from 'expo-secure-store';

export const ORIGIN = 'https://api.example.com';
export const wire = axios.create({ baseURL: ORIGIN });

let running: Promise<string> | null = null;

async function trade(): Promise<string> {
  const old = await Vault.getItemAsync('tide_r');
  // ok: unshared-refresh
  const { data } = await axios.post(ORIGIN + '/auth/refresh', { refreshToken: old });
  await Vault.setItemAsync('tide_a', data.accessToken);
  await Vault.setItemAsync('tide_r', data.refreshToken);
  return data.accessToken;
}

wire.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await Vault.getItemAsync('tide_a')}`;
  return config;
});

wire.interceptors.response.use(
  (ok) => ok,
  async (failure) => {
    const request = failure.config;
    if (failure.response?.status !== 401 || request._retry) throw failure;
    request._retry = true;
    running ??= trade().finally(() => {
      running = null;
    });
    await running;
    return wire(request);
  },
);
