import { refreshAsync, TokenResponse, type TokenResponseConfig } from 'expo-auth-session';
import * as SecureStore from 'expo-secure-store';

const discovery = { tokenEndpoint: 'https://accounts.example.com/api/token' };
const clientId = process.env.EXPO_PUBLIC_CLIENT_ID ?? '';

async function held(): Promise<TokenResponse | null> {
  const raw = await SecureStore.getItemAsync('playlist.grant');
  return raw ? new TokenResponse(JSON.parse(raw) as TokenResponseConfig) : null;
}

async function bearer(): Promise<string> {
  const grant = await held();
  if (!grant) throw new Error('not linked');
  if (!grant.shouldRefresh()) return grant.accessToken;
  const next = await refreshAsync({ clientId, refreshToken: grant.refreshToken }, discovery); // want: unshared-refresh
  const merged = { ...next.getRequestConfig(), refreshToken: next.refreshToken ?? grant.refreshToken };
  await SecureStore.setItemAsync('playlist.grant', JSON.stringify(merged));
  return next.accessToken;
}

export async function tunes(path: string): Promise<Response> {
  return fetch('https://api.example.com/v1' + path, {
    headers: { Authorization: `Bearer ${await bearer()}` },
  });
}
