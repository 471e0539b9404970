import * as SecureStore from 'expo-secure-store';

const ROOT = 'https://api.example.com';
const MAX_TRIES = 3;

let lifting: Promise<void> | null = null;

async function lift(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('balloon.refresh');
  const res = await fetch(ROOT + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('lift: ' + res.status);
  const gas = await res.json();
  await SecureStore.setItemAsync('balloon.access', gas.accessToken);
  await SecureStore.setItemAsync('balloon.refresh', gas.refreshToken);
}

export async function balloon(path: string, tries = 0): Promise<Response> {
  const token = await SecureStore.getItemAsync('balloon.access');
  let res: Response;
  try {
    res = await fetch(ROOT + path, { headers: { Authorization: `Bearer ${token}` } });
  } catch (lost) {
    if (tries >= MAX_TRIES) throw lost;
    return balloon(path, tries + 1);
  }
  if (res.status === 401) {
    lifting ??= lift().finally(() => {
      lifting = null;
    });
    await lifting;
    return balloon(path, tries); // want: unbounded-retry
  }
  return res;
}
