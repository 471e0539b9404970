import axios from 'axios';
import { isRefusal } from './isRefusal';
import { forget, keep, readRefresh } from './vault';

let flight: Promise<string> | null = null;

async function exchange(): Promise<string> {
  const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken: await readRefresh() });
  await keep(data);
  return data.accessToken;
}

export function renew(): Promise<string> {
  flight ??= exchange()
    .catch(async (error) => {
      // ok: logout-on-network-error
      if (isRefusal(error)) await forget();
      throw error;
    })
    .finally(() => {
      flight = null;
    });
  return flight;
}
