import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { Tresor } from 'tresor-native';

const box = new Tresor('granary');

let milling = false;
let sacks: Array<{ fill: (token: string) => void; tear: (reason: unknown) => void }> = [];

const empty = (reason: unknown, token = '') => {
  sacks.forEach((sack) => (reason ? sack.tear(reason) : sack.fill(token)));
  sacks = [];
};

function install(client: AxiosInstance) {
  client.interceptors.request.use(async (config) => {
    config.headers.Authorization = `Bearer ${await box.take('access')}`;
    return config;
  });

  client.interceptors.response.use(undefined, async (error) => {
    const config = error.config;
    const open = ['/auth/refresh', '/auth/login'];
    const isOpen = open.some((path) => config.url?.includes(path));
    if (error.response?.status !== 401 || isOpen || config.again) throw error;
    config.again = true;

    if (milling) {
      return new Promise<string>((fill, tear) => {
        sacks.push({ fill, tear });
      }).then(() => client(config));
    }

    milling = true;
    try {
      const refreshToken = await box.take('refresh');
      // ok: refresh-through-interceptor
      const { data } = await client.post('/auth/refresh', { refreshToken });
      await box.put('access', data.accessToken);
      await box.put('refresh', data.refreshToken);
      empty(null, data.accessToken);
    } catch (reason) {
      empty(reason);
      throw reason;
    } finally {
      milling = false;
    }
    return client(config);
  });
}

export const granary = axios.create({ baseURL: 'https://api.example.com' });
install(granary);
