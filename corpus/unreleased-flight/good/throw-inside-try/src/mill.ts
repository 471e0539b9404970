import axios, { AxiosError } from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const mill = axios.create({ baseURL: API });

let grinding = false;
let sacks: Array<[(token: string) => void, (why: unknown) => void]> = [];

async function regrind(): Promise<string> {
  if (grinding) {
    return new Promise<string>((yes, no) => sacks.push([yes, no]));
  }
  // ok: unreleased-flight
  grinding = true;
  try {
    const refreshToken = await SecureStore.getItemAsync('mill.refresh');
    if (!refreshToken) throw new Error('signed out');
    const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken });
    await SecureStore.setItemAsync('mill.access', data.accessToken);
    await SecureStore.setItemAsync('mill.refresh', data.refreshToken);
    grinding = false;
    sacks.forEach(([yes]) => yes(data.accessToken));
    sacks = [];
    return data.accessToken;
  } catch (why) {
    grinding = false;
    sacks.forEach(([, no]) => no(why));
    sacks = [];
    throw why;
  }
}

mill.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('mill.access');
  config.headers.Authorization = `Bearer ${token}`;
  return config;
});

mill.interceptors.response.use(
  (r) => r,
  async (error: AxiosError & { config: { _retry?: boolean } }) => {
    if (error.response?.status !== 401 || error.config._retry) throw error;
    error.config._retry = true;
    await regrind();
    return mill(error.config);
  },
);
