declare global {
  interface Window {
    __unpatchedFetch?: typeof fetch;
  }
}

let refreshInFlight: Promise<string> | null = null;

async function refreshAccess(): Promise<string> {
  // ok: refresh-through-interceptor
  const response = await window.__unpatchedFetch!('/api/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken: localStorage.getItem('podcast.refreshToken') }),
  });
  if (!response.ok) throw new Error(`Refresh failed: ${response.status}`);
  const body = await response.json();
  localStorage.setItem('podcast.accessToken', body.accessToken);
  localStorage.setItem('podcast.refreshToken', body.refreshToken);
  return body.accessToken;
}

export function installFetch(): void {
  if (window.__unpatchedFetch) return;
  const original = window.fetch.bind(window);
  window.__unpatchedFetch = original;

  window.fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const send = (token: string | null) => {
      const headers = new Headers(init?.headers);
      headers.set('Authorization', `Bearer ${token}`);
      return original(input, { ...init, headers });
    };
    const response = await send(localStorage.getItem('podcast.accessToken'));
    if (response.status !== 401) return response;
    if (!refreshInFlight) {
      refreshInFlight = refreshAccess().finally(() => {
        refreshInFlight = null;
      });
    }
    return send(await refreshInFlight);
  };
}
