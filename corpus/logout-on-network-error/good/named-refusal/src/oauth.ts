import { forget, keep, readRefresh } from './vault';

let flight: Promise<string> | null = null;

async function exchange(): Promise<string> {
  const answer = await fetch('https://id.example.com/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: (await readRefresh()) ?? '' }).toString(),
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.error ?? 'unavailable');
  }
  const pair = await answer.json();
  await keep({ accessToken: pair.access_token, refreshToken: pair.refresh_token });
  return pair.access_token;
}

export async function renew(): Promise<string> {
  flight ??= exchange().finally(() => {
    flight = null;
  });
  try {
    return await flight;
  } catch (error) {
    if (error instanceof Error && error.message === 'invalid_grant') {
      await forget(); // ok: logout-on-network-error
    }
    throw error;
  }
}
