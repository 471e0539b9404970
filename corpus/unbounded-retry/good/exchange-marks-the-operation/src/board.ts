let renewal: Promise<void> | null = null;

export const bearer = () => localStorage.getItem('surf.access');

async function post(): Promise<void> {
  const response = await fetch('/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken: localStorage.getItem('surf.refresh') }),
  });
  if (!response.ok) throw new Error(`board: ${response.status}`);
  const pair = await response.json();
  localStorage.setItem('surf.access', pair.accessToken);
  localStorage.setItem('surf.refresh', pair.refreshToken);
}

export function renew(): Promise<void> {
  renewal ??= post().finally(() => {
    renewal = null;
  });
  return renewal;
}
