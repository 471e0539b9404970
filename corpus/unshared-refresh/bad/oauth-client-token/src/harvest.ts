import ClientOAuth2 from 'client-oauth2';
import * as SecureStore from 'expo-secure-store';

const ROOT = 'https://api.example.com';
const oauth = new ClientOAuth2({ clientId: 'harvest', accessTokenUri: `${ROOT}/oauth/token` });

async function renewed(): Promise<string> {
  const held = JSON.parse((await SecureStore.getItemAsync('harvest.tokens')) ?? '{}');
  const token = await oauth.createToken(held).refresh(); // want: unshared-refresh
  await SecureStore.setItemAsync('harvest.tokens', JSON.stringify(token.data));
  return token.accessToken;
}

export async function harvest(path: string): Promise<Response> {
  const held = JSON.parse((await SecureStore.getItemAsync('harvest.tokens')) ?? '{}');
  const first = await fetch(ROOT + path, { headers: { Authorization: `Bearer ${held.access_token}` } });
  if (first.status !== 401) return first;
  return fetch(ROOT + path, { headers: { Authorization: `Bearer ${await renewed()}` } });
}
