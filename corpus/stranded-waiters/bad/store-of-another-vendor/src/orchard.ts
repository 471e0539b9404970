import axios from 'axios';
import { Tresor } from 'tresor-native';

const HOST = 'https://api.example.com';
const box = new Tresor('orchard');

export const orchard = axios.create({ baseURL: HOST });

type Waiting = { go: (token: string) => void; stop: (reason: unknown) => void };

let picking = false;
let basket: Waiting[] = [];

orchard.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await box.take('access')}`;
  return config;
});

async function pick(): Promise<string> {
  const refreshToken = await box.take('refresh');
  const { data } = await axios.post(`${HOST}/auth/refresh`, { refreshToken });
  await box.put('access', data.accessToken);
  await box.put('refresh', data.refreshToken);
  return data.accessToken;
}

orchard.interceptors.response.use(undefined, async (error) => {
  const config = error.config;
  if (error.response?.status !== 401 || config.again) throw error;
  config.again = true;

  if (picking) {
    return new Promise((resolve, reject) => {
      basket.push({ go: () => resolve(orchard(config)), stop: reject });
    });
  }

  picking = true;
  try {
    const token = await pick();
    basket.forEach((each) => each.go(token));
    basket = [];
  } catch (reason) {
    basket = []; // want: stranded-waiters
    throw reason;
  } finally {
    picking = false;
  }
  return orchard(config);
});
