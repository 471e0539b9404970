import axios from 'axios';
import * as Keychain from 'react-native-keychain';

declare module 'axios' {
  interface AxiosRequestConfig {
    skipAuth?: boolean;
    skipAuthRefresh?: boolean;
    attempt?: number;
  }
}

export const net = axios.create({ baseURL: 'https://api.example.com' });

let ongoing: Promise<string> | null = null;

const read = async (service: string) => {
  const entry = await Keychain.getGenericPassword({ service });
  return entry ? entry.password : null;
};

async function relight(): Promise<string> {
  const refreshToken = await read('fireworks.refresh');
  // want: refresh-through-interceptor
  const { data } = await net.post('/auth/refresh', { refreshToken }, { skipAuth: true });
  await Keychain.setGenericPassword('user', data.accessToken, { service: 'fireworks.access' });
  await Keychain.setGenericPassword('user', data.refreshToken, { service: 'fireworks.refresh' });
  return data.accessToken;
}

net.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await read('fireworks.access')}`;
  return config;
});

net.interceptors.response.use(undefined, async (error) => {
  const { config } = error;
  if (error.response?.status !== 401 || config.skipAuthRefresh || config.attempt) throw error;
  config.attempt = 1;
  ongoing = ongoing ?? relight().finally(() => (ongoing = null));
  await ongoing;
  return net.request(config);
});
