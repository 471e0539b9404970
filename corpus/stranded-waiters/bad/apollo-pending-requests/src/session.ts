export const readSession = () => localStorage.getItem('accessToken');

export async function renewSession(): Promise<void> {
  const response = await fetch('/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken: localStorage.getItem('refreshToken') }),
  });
  if (!response.ok) throw new Error('The session could not be renewed');
  const { accessToken, refreshToken } = await response.json();
  localStorage.setItem('accessToken', accessToken);
  localStorage.setItem('refreshToken', refreshToken);
}
