export async function login(email: string, password: string): Promise<void> {
  const res = await fetch('/api/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!res.ok) throw new Error('login: ' + res.status);
  const { accessToken } = await res.json();
  // ok: plaintext-token-storage
  localStorage.setItem('accessToken', accessToken);
}
