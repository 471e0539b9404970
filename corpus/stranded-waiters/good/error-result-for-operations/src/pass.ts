export const access = () => localStorage.getItem('guide.access');

export async function renew() {
  const response = await fetch('/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken: localStorage.getItem('guide.refresh') }),
  });
  if (!response.ok) throw new Error(`pass: ${response.status}`);
  const pair = await response.json();
  localStorage.setItem('guide.access', pair.accessToken);
  localStorage.setItem('guide.refresh', pair.refreshToken);
}
