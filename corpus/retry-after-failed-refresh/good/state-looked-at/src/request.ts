import { useSession } from './session';

export { useSession };

const send = (path: string, token: string | null) =>
  fetch('https://api.example.com' + path, { headers: { Authorization: `Bearer ${token}` } });

export async function request(path: string) {
  let response = await send(path, useSession.getState().token);
  if (response.status === 401) {
    await useSession.getState().renew();
    const { token, error } = useSession.getState();
    if (error) throw error;
    response = await send(path, token); // ok: retry-after-failed-refresh
  }
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
