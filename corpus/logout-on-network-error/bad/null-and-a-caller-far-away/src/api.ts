import { renew } from './auth/renew';
import { forget, readAccess } from './vault';

const send = (path: string, token: string | null) =>
  fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${token}` } });

export async function api(path: string): Promise<Response> {
  const first = await send(path, await readAccess());
  if (first.status !== 401) return first;
  const token = await renew();
  if (!token) {
    // want: logout-on-network-error "signed out all the same"
    await forget();
    return first;
  }
  return send(path, token);
}
