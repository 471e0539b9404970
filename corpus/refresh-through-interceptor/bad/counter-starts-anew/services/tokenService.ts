import { api } from './api';
import { getRefreshToken, saveTokens } from './storage';

export async function refreshAccessToken(): Promise<void> {
  const refreshToken = await getRefreshToken();
  // want: refresh-through-interceptor
  // want: unshared-refresh
  const next = await api<{ accessToken: string; refreshToken: string }>('/auth/refresh-token', {
    method: 'POST',
    body: { refreshToken },
  });
  await saveTokens(next.accessToken, next.refreshToken);
}
