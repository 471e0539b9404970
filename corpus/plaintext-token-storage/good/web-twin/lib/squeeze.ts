import { keepsafe } from './keepsafe';

export async function squeeze(code: string) {
  const res = await fetch('https://api.example.com/login', { method: 'POST', body: code });
  if (!res.ok) throw new Error('login: ' + res.status);
  const body = await res.json();
  await keepsafe.put('accessToken', body.accessToken);
}
