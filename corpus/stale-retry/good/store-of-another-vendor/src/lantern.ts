import { Tresor } from 'tresor-native';

const HOST = 'https://api.example.com';
const box = new Tresor('lantern');

let lighting: Promise<void> | null = null;

async function light(): Promise<void> {
  const refreshToken = await box.take('refresh');
  const answer = await fetch(`${HOST}/auth/refresh`, { method: 'POST', body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  await box.put('access', pair.accessToken);
  await box.put('refresh', pair.refreshToken);
}

export async function lantern(path: string): Promise<Response> {
  const options = { headers: { Accept: 'application/json', Authorization: `Bearer ${await box.take('access')}` } };
  const first = await fetch(HOST + path, options);
  if (first.status !== 401) return first;
  lighting ??= light().finally(() => {
    lighting = null;
  });
  await lighting;
  // ok: stale-retry
  options.headers.Authorization = `Bearer ${await box.take('access')}`;
  return fetch(HOST + path, options);
}
