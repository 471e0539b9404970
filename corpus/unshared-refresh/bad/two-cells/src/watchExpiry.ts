import * as SecureStore from 'expo-secure-store';
import { RACK } from './shelf';

const SOON = 2 * 60_000;
let topping: Promise<void> | null = null;

async function topUp(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('spice.refresh');
  const res = await fetch(`${RACK}/auth/refresh`, { // want: unshared-refresh
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('topUp: ' + res.status);
  const next = await res.json();
  await SecureStore.setItemAsync('spice.access', next.accessToken);
  await SecureStore.setItemAsync('spice.refresh', next.refreshToken);
  await SecureStore.setItemAsync('spice.until', String(next.expiresAt));
}

async function look(): Promise<void> {
  const until = Number(await SecureStore.getItemAsync('spice.until'));
  if (until - Date.now() > SOON) return;
  topping ??= topUp().finally(() => {
    topping = null;
  });
  await topping;
}

export function watchExpiry(): () => void {
  const timer = setInterval(() => {
    look().catch(() => undefined);
  }, 60_000);
  return () => clearInterval(timer);
}
