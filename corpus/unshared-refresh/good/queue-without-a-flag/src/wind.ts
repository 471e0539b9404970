import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const wind = axios.create({ baseURL: API });

type Line = { haul: (token: string) => void; cut: (why: unknown) => void };
const lines: Line[] = [];

async function gust(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('kite.refresh');
  // ok: unshared-refresh
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('kite.access', data.accessToken);
  await SecureStore.setItemAsync('kite.refresh', data.refreshToken);
  return data.accessToken;
}

function nextToken(): Promise<string> {
  return new Promise<string>((haul, cut) => {
    lines.push({ haul, cut });
    if (lines.length === 1) {
      gust().then(
        (token) => lines.splice(0).forEach((line) => line.haul(token)),
        (why) => lines.splice(0).forEach((line) => line.cut(why)),
      );
    }
  });
}

wind.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('kite.access')}`;
  return config;
});

wind.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config.flown) throw error;
  config.flown = true;
  await nextToken();
  return wind(config);
});
