let pending: Promise<string> | null = null;

async function tryRefresh(): Promise<string> {
  const res = await fetch('/api/auth/refresh', { // want: refresh-through-interceptor
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken: localStorage.getItem('refreshToken') }),
  });
  if (!res.ok) throw new Error(`Refresh answered ${res.status}`);
  const { accessToken, refreshToken } = await res.json();
  localStorage.setItem('accessToken', accessToken);
  localStorage.setItem('refreshToken', refreshToken);
  return accessToken;
}

export function installAuthFetch() {
  const original = window.fetch.bind(window);

  const send = (input: RequestInfo | URL, init: RequestInit | undefined, token: string | null) => {
    const headers = new Headers(init?.headers);
    if (token) headers.set('Authorization', `Bearer ${token}`);
    return original(input, { ...init, headers });
  };

  window.fetch = async (input, init) => {
    const response = await send(input, init, localStorage.getItem('accessToken'));
    if (response.status !== 401) return response;
    if (!pending) {
      pending = tryRefresh().finally(() => {
        pending = null;
      });
    }
    return send(input, init, await pending);
  };
}
