import { tuck } from './tuck';

export async function bed(email: string, password: string) {
  const res = await fetch('https://api.example.com/sessions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!res.ok) throw new Error('sessions: ' + res.status);
  await tuck((await res.json()).sessionToken);
}
