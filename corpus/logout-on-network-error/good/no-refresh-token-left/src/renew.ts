import { forget, keep, readRefresh } from './vault';

let flight: Promise<string> | null = null;

async function exchange(): Promise<string> {
  const refreshToken = await readRefresh();
  if (!refreshToken) {
    await forget(); // ok: logout-on-network-error
    throw new Error('signed out');
  }
  const answer = await fetch('https://api.example.com/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh: ${answer.status}`);
  const pair = await answer.json();
  await keep(pair);
  return pair.accessToken;
}

export function renew(): Promise<string> {
  flight ??= exchange().finally(() => {
    flight = null;
  });
  return flight;
}
