import { sessionStorage } from './sessionStorage';

export async function enter(phone: string, pin: string) {
  const res = await fetch('https://api.example.com/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ phone, pin }),
  });
  if (!res.ok) throw new Error('login: ' + res.status);
  const { accessToken } = await res.json();
  // ok: plaintext-token-storage
  await sessionStorage.setItem('accessToken', accessToken);
}
