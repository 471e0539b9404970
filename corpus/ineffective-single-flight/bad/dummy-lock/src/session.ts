import * as SecureStore from 'expo-secure-store';
import { lock } from './lock';

const API = 'https://api.example.com';

function refreshSession(refused: string | null): Promise<string> {
  return lock.request('session', async () => { // todo-want: ineffective-single-flight
    const current = await SecureStore.getItemAsync('scores.access');
    if (current && current !== refused) return current;

    const refreshToken = await SecureStore.getItemAsync('scores.refresh');
    const res = await fetch(`${API}/auth/refresh`, { // todo-ok: unshared-refresh
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`refreshSession: ${res.status}`);
    const session = await res.json();
    await SecureStore.setItemAsync('scores.access', session.accessToken);
    await SecureStore.setItemAsync('scores.refresh', session.refreshToken);
    return session.accessToken;
  });
}

export async function readScores(path: string): Promise<Response> {
  const token = await SecureStore.getItemAsync('scores.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  if (res.status !== 401) return res;
  const next = await refreshSession(token);
  return fetch(API + path, { headers: { Authorization: `Bearer ${next}` } });
}
