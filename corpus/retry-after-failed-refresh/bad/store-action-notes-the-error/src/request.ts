import { useSession } from './session';

export { useSession };

const send = (path: string) =>
  fetch('https://api.example.com' + path, {
    headers: { Authorization: `Bearer ${useSession.getState().token}` },
  });

export async function request(path: string) {
  let response = await send(path);
  if (response.status === 401) {
    await useSession.getState().renew();
    response = await send(path); // want: retry-after-failed-refresh
  }
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
