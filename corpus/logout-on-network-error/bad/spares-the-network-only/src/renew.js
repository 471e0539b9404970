import axios from 'axios';
import { forget, keep, readRefresh } from './vault';

let flight = null;

async function exchange() {
  try {
    const { data } = await axios.post('https://api.example.com/token/refresh/', { refresh: await readRefresh() });
    await keep({ accessToken: data.access, refreshToken: data.refresh });
    return data.access;
  } catch (error) {
    const offline = error.message.includes('Network Error') || error.code === 'ECONNABORTED';
    if (offline) throw error;
    await forget(); // want: logout-on-network-error "the backend answers 503"
    throw new Error('signed out');
  }
}

export function renew() {
  flight ??= exchange().finally(() => {
    flight = null;
  });
  return flight;
}
