import { Refused } from './errors';
import { renew } from './renew';
import { forget, readAccess } from './vault';

const send = (path: string, token: string | null) =>
  fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${token}` } });

export async function api(path: string): Promise<Response> {
  const first = await send(path, await readAccess());
  if (first.status !== 401) return first;
  try {
    return send(path, await renew());
  } catch (error) {
    if (error instanceof Refused) await forget(); // ok: logout-on-network-error
    throw error;
  }
}
