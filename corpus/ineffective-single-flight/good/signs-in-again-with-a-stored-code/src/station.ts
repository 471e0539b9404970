import * as SecureStore from 'expo-secure-store';
import { stationCookie } from './login';

interface Config {
  root: string;
  cookie: string | null;
  pendingAuth: Promise<string> | null;
}

const config: Config = { root: 'https://api.example.com', cookie: null, pendingAuth: null };

async function signIn(): Promise<string> {
  const code = await SecureStore.getItemAsync('station.code');
  if (!code) throw new Error('no code is stored');
  config.cookie = await stationCookie(config.root, code);
  return config.cookie;
}

function reauth(): Promise<string> {
  // ok: ineffective-single-flight
  if (config.pendingAuth) return config.pendingAuth;
  config.pendingAuth = signIn().finally(() => {
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
