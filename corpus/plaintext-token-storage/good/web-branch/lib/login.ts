import { stow } from './stow';

export async function login(email: string, password: string) {
  const res = await fetch('https://api.example.com/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!res.ok) throw new Error('login: ' + res.status);
  const body = await res.json();
  await stow(body.accessToken);
}
