import axios, { isAxiosError } from 'axios';
import { forget, keep, readRefresh } from './vault';

let flight: Promise<string> | null = null;

export function renew(): Promise<string> {
  flight ??= exchange().finally(() => {
    flight = null;
  });
  return flight;
}

async function exchange(): Promise<string> {
  try {
    const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken: await readRefresh() });
    await keep(data);
    return data.accessToken;
  } catch (error) {
    await forget(); // want: logout-on-network-error
    if (isAxiosError(error) && error.response?.status === 401) throw new Error('Please sign in again');
    throw error;
  }
}
