import axios from 'axios';
import { forget, readAccess, readRefresh } from './vault';

export async function logout(): Promise<void> {
  const [accessToken, refreshToken] = [await readAccess(), await readRefresh()];
  try {
    await axios.post('https://api.example.com/auth/logout', { refreshToken }, { headers: { Authorization: `Bearer ${accessToken}` } });
  } catch {
    console.warn('the backend will find out later');
  } finally {
    await forget(); // ok: logout-on-network-error
  }
}
