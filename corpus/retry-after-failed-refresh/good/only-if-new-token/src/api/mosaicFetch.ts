import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

let renewal: Promise<string | null> | null = null;

async function renew(): Promise<string | null> {
  try {
    const refreshToken = await SecureStore.getItemAsync('mosaic_refresh');
    const res = await fetch(`${API}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) return null;
    const json = await res.json();
    await SecureStore.setItemAsync('mosaic_access', json.accessToken);
    await SecureStore.setItemAsync('mosaic_refresh', json.refreshToken);
    return json.accessToken;
  } catch {
    return null;
  } finally {
    renewal = null;
  }
}

export async function mosaicFetch(path: string, init: RequestInit = {}): Promise<Response> {
  const send = (token: string | null) =>
    fetch(API + path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });

  let response = await send(await SecureStore.getItemAsync('mosaic_access'));
  if (response.status === 401) {
    renewal ??= renew();
    const newToken = await renewal;
    if (newToken) {
      response = await send(newToken); // ok: retry-after-failed-refresh
    }
  }
  return response;
}
