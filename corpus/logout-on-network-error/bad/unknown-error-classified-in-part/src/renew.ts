import { router } from 'expo-router';
import ky from 'ky';
import { KeychainLocked } from './errors';
import { keep, readRefresh } from './vault';

type Pair = { accessToken: string; refreshToken?: string };
let flight: Promise<void> | null = null;

async function exchange(): Promise<void> {
  try {
    const refreshToken = await readRefresh();
    await keep(await ky.post('https://api.example.com/auth/refresh', { json: { refreshToken } }).json<Pair>());
  } catch (error) {
    if (error instanceof KeychainLocked) throw error;
    router.replace('/sign-in'); // want: logout-on-network-error
  }
}

export function renew(): Promise<void> {
  flight ??= exchange().finally(() => {
    flight = null;
  });
  return flight;
}
