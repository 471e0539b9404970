import { refresh } from 'react-native-app-auth';
import * as Keychain from 'react-native-keychain';

const config = {
  issuer: 'https://id.example.com',
  clientId: 'ward-round',
  redirectUrl: 'com.example.ward:/callback',
  scopes: ['openid', 'offline_access'],
};

async function grant() {
  const found = await Keychain.getGenericPassword({ service: 'grant' });
  if (!found) throw new Error('signed out');
  return JSON.parse(found.password);
}

async function readmit() {
  const { refreshToken } = await grant();
  const answer = await refresh(config, { refreshToken }); // want: unshared-refresh
  const kept = { accessToken: answer.accessToken, refreshToken: answer.refreshToken ?? refreshToken };
  await Keychain.setGenericPassword('grant', JSON.stringify(kept), { service: 'grant' });
  return kept.accessToken;
}

export async function chart(path) {
  const url = 'https://api.example.com' + path;
  const { accessToken } = await grant();
  const res = await fetch(url, { headers: { Authorization: `Bearer ${accessToken}` } });
  if (res.status !== 401) return res;
  return fetch(url, { headers: { Authorization: `Bearer ${await readmit()}` } });
}
