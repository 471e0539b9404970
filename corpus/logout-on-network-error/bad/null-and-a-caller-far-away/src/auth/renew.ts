import { keep, readRefresh } from '../vault';

let flight: Promise<string | null> | null = null;

async function exchange(): Promise<string | null> {
  try {
    const answer = await fetch('https://api.example.com/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken: await readRefresh() }),
    });
    if (!answer.ok) return null;
    const pair = await answer.json();
    await keep(pair);
    return pair.accessToken;
  } catch {
    return null;
  }
}

export function renew(): Promise<string | null> {
  flight ??= exchange().finally(() => {
    flight = null;
  });
  return flight;
}
