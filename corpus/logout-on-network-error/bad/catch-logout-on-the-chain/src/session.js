import axios from 'axios';
import { forget, keep, readRefresh } from './vault';

let flight = null;

export const logout = () => forget();

export function renew() {
  if (!flight) {
    // want: logout-on-network-error
    flight = readRefresh()
      .then((refreshToken) => axios.post('https://api.example.com/auth/refresh-token', { refreshToken }))
      .then((answer) => keep(answer.data))
      .catch(logout)
      .finally(() => {
        flight = null;
      });
  }
  return flight;
}
