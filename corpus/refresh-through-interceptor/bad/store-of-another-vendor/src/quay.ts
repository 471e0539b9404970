import axios from 'axios';
import { Tresor } from 'tresor-native';

const HOST = 'https://api.example.com';
const box = new Tresor('quay');

export const quay = axios.create({ baseURL: HOST });

let mooring: Promise<void> | null = null;

async function moor(): Promise<void> {
  const refreshToken = await box.take('refresh');
  const { data } = await quay.post('/auth/refresh', { refreshToken }); // want: refresh-through-interceptor
  await box.put('access', data.accessToken);
  await box.put('refresh', data.refreshToken);
}

quay.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await box.take('access')}`;
  return config;
});

quay.interceptors.response.use(
  (response) => response,
  async (error) => {
    if (error.response?.status !== 401 || error.config.again) throw error;
    error.config.again = true;
    mooring ??= moor().finally(() => {
      mooring = null;
    });
    await mooring;
    return quay(error.config);
  },
);
