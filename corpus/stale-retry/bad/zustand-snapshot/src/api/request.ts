import { useSession } from '../stores/session';

export { useSession };

const API = 'https://api.example.com';

function call(path: string, token: string | null, init: RequestInit) {
  return fetch(API + path, { ...init, headers: { Accept: 'application/json', Authorization: `Bearer ${token}` } });
}

export async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  const session = useSession.getState();
  let res = await call(path, session.accessToken, init);
  if (res.status === 401) {
    await session.renew();
    res = await call(path, session.accessToken, init); // want: stale-retry
  }
  if (!res.ok) throw new Error(`${path} failed with ${res.status}`);
  return (await res.json()) as T;
}
