import ClientOAuth2 from 'client-oauth2';
import * as SecureStore from 'expo-secure-store';

const ROOT = 'https://api.example.com';
const oauth = new ClientOAuth2({ clientId: 'harvest', accessTokenUri: `${ROOT}/oauth/token` });

async function trade(): Promise<string> {
  const held = JSON.parse((await SecureStore.getItemAsync('harvest.tokens')) ?? '{}');
  // ok: unshared-refresh
  const token = await oauth.createToken(held).refresh();
  await SecureStore.setItemAsync('harvest.tokens', JSON.stringify(token.data));
  return token.accessToken;
}

let running: Promise<string> | null = null;

function renewed(): Promise<string> {
  running ??= trade().finally(() => {
    running = null;
  });
  return running;
}

export async function harvest(path: string): Promise<Response> {
  const held = JSON.parse((await SecureStore.getItemAsync('harvest.tokens')) ?? '{}');
  const first = await fetch(ROOT + path, { headers: { Authorization: `Bearer ${held.access_token}` } });
  if (first.status !== 401) return first;
  return fetch(ROOT + path, { headers: { Authorization: `Bearer ${await renewed()}` } });
}
