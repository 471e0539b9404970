import { API_ROOT } from '@/lib/config';
import { emptyWallet, heldRefresh, keepPair } from '@/lib/wallet';
import { announceSignedOut, SessionGone } from './events';

let restoring: Promise<string> | null = null;

export function restore(): Promise<string> {
  restoring ??= exchange().finally(() => {
    restoring = null;
  });
  return restoring;
}

async function exchange(): Promise<string> {
  const refreshToken = await heldRefresh();
  if (!refreshToken) throw new SessionGone('no refresh token');
  // ok: unshared-refresh
  const res = await fetch(`${API_ROOT}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (res.status === 401) {
    await emptyWallet();
    announceSignedOut();
    throw new SessionGone('refresh token refused');
  }
  if (!res.ok) throw new Error('restore: ' + res.status);
  const pair = await res.json();
  await keepPair({ accessToken: pair.accessToken, refreshToken: pair.refreshToken });
  return pair.accessToken;
}
