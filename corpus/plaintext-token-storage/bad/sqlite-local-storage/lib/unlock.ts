import 'expo-sqlite/localStorage/install';

export async function unlock(email: string, password: string): Promise<string> {
  const res = await fetch('https://api.example.com/auth/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!res.ok) throw new Error('login: ' + res.status);
  const { token, name } = await res.json();
  localStorage.setItem('box', token); // want: plaintext-token-storage
  return name;
}

export function lockUp() {
  localStorage.removeItem('box');
}
