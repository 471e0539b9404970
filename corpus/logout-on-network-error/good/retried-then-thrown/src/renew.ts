import axios from 'axios';
import { forget, keep, readRefresh } from './vault';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let flight: Promise<string> | null = null;

async function exchange(): Promise<string> {
  let last: any;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken: await readRefresh() });
      await keep(data);
      return data.accessToken;
    } catch (error: any) {
      last = error;
      const status = error.response?.status;
      if (status && status < 500 && status !== 429) break;
      await pause(500 * 2 ** attempt);
    }
  }
  if (last.response && last.response.status < 500 && last.response.status !== 429) {
    await forget(); // ok: logout-on-network-error
  }
  throw last;
}

export function renew(): Promise<string> {
  flight ??= exchange().finally(() => {
    flight = null;
  });
  return flight;
}
