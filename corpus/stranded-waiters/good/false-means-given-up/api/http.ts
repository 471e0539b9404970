import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';

let renewing = false;
const observers: Array<(success: boolean) => void> = [];

function notify(success: boolean) {
  // ok: stranded-waiters
  observers.splice(0, observers.length).forEach((fn) => fn(success));
}

async function doRenew(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('swim.refreshToken');
  const res = await fetch(`${HOST}/sessions/refresh`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) {
    throw new Error(`Renewal failed: ${res.status}`);
  }
  const session = await res.json();
  await SecureStore.setItemAsync('swim.accessToken', session.accessToken);
  await SecureStore.setItemAsync('swim.refreshToken', session.refreshToken);
}

function whenRenewed(): Promise<void> {
  return new Promise((resolve, reject) => {
    observers.push((success) => {
      if (success) resolve();
      else reject(new Error('The session could not be renewed'));
    });
  });
}

async function ensureRenewed(): Promise<void> {
  if (renewing) return whenRenewed();
  renewing = true;
  try {
    await doRenew();
    notify(true);
  } catch (e) {
    notify(false);
    throw e;
  } finally {
    renewing = false;
  }
}

export async function getJson<T>(path: string): Promise<T> {
  const attempt = async () =>
    fetch(HOST + path, {
      headers: { Authorization: `Bearer ${await SecureStore.getItemAsync('swim.accessToken')}` },
    });
  let res = await attempt();
  if (res.status === 401) {
    await ensureRenewed();
    res = await attempt();
  }
  if (!res.ok) throw new Error(`${path} answered ${res.status}`);
  return res.json();
}
