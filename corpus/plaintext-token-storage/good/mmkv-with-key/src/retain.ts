import { chalk } from './chalk';

export function retain(accessToken: string, refreshToken: string) {
  // ok: plaintext-token-storage
  chalk.set('access', accessToken);
  chalk.set('refresh', refreshToken);
}

export async function login(code: string) {
  const res = await fetch('https://api.example.com/login', { method: 'POST', body: code });
  if (!res.ok) throw new Error('login: ' + res.status);
  const body = await res.json();
  retain(body.accessToken, body.refreshToken);
}
