import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

let renewing: Promise<string | null> | null = null;

async function renewAccess(): Promise<string | null> {
  const refreshToken = await SecureStore.getItemAsync('quarry_refresh');
  if (!refreshToken) return null;
  try {
    const res = await fetch(`${API}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) return null;
    const json = await res.json();
    await SecureStore.setItemAsync('quarry_access', json.accessToken);
    await SecureStore.setItemAsync('quarry_refresh', json.refreshToken);
    return json.accessToken;
  } catch {
    return null;
  }
}

function withToken(init: RequestInit, token: string | null): RequestInit {
  return { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } };
}

export async function quarryFetch(path: string, init: RequestInit = {}): Promise<Response> {
  const token = await SecureStore.getItemAsync('quarry_access');
  const response = await fetch(API + path, withToken(init, token));
  if (response.status !== 401) return response;

  renewing ??= renewAccess().finally(() => {
    renewing = null;
  });
  const fresh = await renewing;
  return fetch(API + path, withToken(init, fresh)); // want: retry-after-failed-refresh
}
