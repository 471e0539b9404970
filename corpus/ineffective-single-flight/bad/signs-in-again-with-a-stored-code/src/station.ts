import * as SecureStore from 'expo-secure-store';
import { stationCookie } from './login';

interface Config {
  root: string;
  cookie: string | null;
  pendingAuth: Promise<string> | null;
}

const config: Config = { root: 'https://api.example.com', cookie: null, pendingAuth: null };

async function reauth(): Promise<string> {
  if (config.pendingAuth) return config.pendingAuth; // want: ineffective-single-flight
  const code = await SecureStore.getItemAsync('station.code');
  if (!code) throw new Error('no code is stored');
  config.pendingAuth = stationCookie(config.root, code)
    .then((cookie) => {
      config.cookie = cookie;
      return cookie;
    })
    .finally(() => {
      config.pendingAuth = null;
    });
  return config.pendingAuth;
}

async function send(path: string): Promise<Response> {
  return fetch(config.root + path, { headers: { Cookie: config.cookie ?? '' } });
}

export async function readings(path: string): Promise<Response> {
  const first = await send(path);
  if (first.status !== 401 && first.status !== 403) return first;
  await reauth();
  return send(path);
}
