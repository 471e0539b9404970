import { forget, keep, readAccess, readRefresh } from './vault';

let flight: Promise<void> | null = null;

async function exchange(): Promise<void> {
  const refreshToken = await readRefresh();
  const answer = await fetch('https://api.example.com/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh: ${answer.status}`);
  await keep(await answer.json());
}

const send = async (path: string) =>
  fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${await readAccess()}` } });

export async function api(path: string): Promise<Response> {
  const first = await send(path);
  if (first.status !== 401) return first;
  flight ??= exchange().finally(() => {
    flight = null;
  });
  await flight;
  const second = await send(path);
  if (second.status === 401) await forget(); // ok: logout-on-network-error
  return second;
}
