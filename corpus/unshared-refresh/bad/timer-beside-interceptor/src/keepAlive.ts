import axios from 'axios';
import * as Vault from 'expo-secure-store';
import { ORIGIN } from './wire';

const TEN_MINUTES = 10 * 60 * 1000;

async function beat() {
  const old = await Vault.getItemAsync('tide_r');
  if (!old) return;
  const { data } = await axios.post(ORIGIN + '/auth/refresh', { refreshToken: old }); // want: unshared-refresh
  await Vault.setItemAsync('tide_a', data.accessToken);
  await Vault.setItemAsync('tide_r', data.refreshToken);
}

export function startKeepAlive() {
  const handle = setInterval(() => {
    beat().catch(() => undefined);
  }, TEN_MINUTES);
  return () => clearInterval(handle);
}
