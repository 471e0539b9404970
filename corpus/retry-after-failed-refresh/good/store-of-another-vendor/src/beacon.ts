import { Tresor } from 'tresor-native';

const HOST = 'https://api.example.com';
const box = new Tresor('beacon');

let kindling: Promise<boolean> | null = null;

async function kindle(): Promise<boolean> {
  try {
    const refreshToken = await box.take('refresh');
    const answer = await fetch(`${HOST}/auth/refresh`, { method: 'POST', body: JSON.stringify({ refreshToken }) });
    if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
    const pair = await answer.json();
    await box.put('access', pair.accessToken);
    await box.put('refresh', pair.refreshToken);
    return true;
  } catch (reason) {
    console.warn('the beacon stays dark');
    return false;
  }
}

const send = async (path: string) => fetch(HOST + path, { headers: { Authorization: `Bearer ${await box.take('access')}` } });

export async function beacon(path: string): Promise<Response> {
  const first = await send(path);
  if (first.status !== 401) return first;
  kindling ??= kindle().finally(() => {
    kindling = null;
  });
  if (!(await kindling)) return first;
  // ok: retry-after-failed-refresh
  return send(path);
}
