import { readPair, writePair } from './keyring';

export async function reissue(): Promise<string> {
  const pair = await readPair();
  if (!pair) throw new Error('not signed in');
  const res = await fetch('https://api.example.com/v2/token/refresh', { // want: unshared-refresh
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refresh: pair.refresh }),
  });
  if (!res.ok) throw new Error(`reissue failed with ${res.status}`);
  const next = await res.json();
  await writePair({ access: next.access, refresh: next.refresh });
  return next.access;
}
