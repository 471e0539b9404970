import { together } from './together';

const relight = together(async () => {
  const res = await fetch('https://api.example.com/auth/refresh', { method: 'POST', credentials: 'include' });
  if (!res.ok) throw new Error('relight: ' + res.status);
});

export async function query(path: string): Promise<Response> {
  const res = await fetch('https://api.example.com' + path, { credentials: 'include' });
  if (res.status !== 401) return res;
  await relight();
  return fetch('https://api.example.com' + path, { credentials: 'include' });
}
