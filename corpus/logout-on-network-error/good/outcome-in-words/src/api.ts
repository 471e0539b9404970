import { renew } from './renew';
import { forget, readAccess } from './vault';

const send = async (path: string) =>
  fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${await readAccess()}` } });

export async function api(path: string): Promise<Response> {
  const first = await send(path);
  if (first.status !== 401) return first;
  const outcome = await renew();
  if (outcome === 'renewed') return send(path);
  if (outcome === 'refused') await forget(); // ok: logout-on-network-error
  return first;
}
