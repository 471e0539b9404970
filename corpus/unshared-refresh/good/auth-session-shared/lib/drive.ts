import * as AuthSession from 'expo-auth-session';
import * as SecureStore from 'expo-secure-store';

const discovery = { tokenEndpoint: 'https://id.example.com/oauth/token' };
const clientId = 'cloud-files';
let trading: Promise<string> | null = null;

async function grantInStore(): Promise<AuthSession.TokenResponse> {
  const raw = await SecureStore.getItemAsync('files.grant');
  if (!raw) throw new Error('not linked');
  return new AuthSession.TokenResponse(JSON.parse(raw));
}

async function tradeGrant(): Promise<string> {
  const grant = await grantInStore();
  // ok: unshared-refresh
  const next = await AuthSession.refreshAsync({ clientId, refreshToken: grant.refreshToken }, discovery);
  next.refreshToken = next.refreshToken ?? grant.refreshToken;
  await SecureStore.setItemAsync('files.grant', JSON.stringify(next.getRequestConfig()));
  return next.accessToken;
}

async function tokenForCall(): Promise<string> {
  const grant = await grantInStore();
  if (AuthSession.TokenResponse.isTokenFresh(grant, 120)) return grant.accessToken;
  trading ??= tradeGrant().finally(() => {
    trading = null;
  });
  return trading;
}

export async function drive(path: string) {
  const accessToken = await tokenForCall();
  return fetch('https://api.example.com' + path, { headers: { Authorization: `Bearer ${accessToken}` } });
}
