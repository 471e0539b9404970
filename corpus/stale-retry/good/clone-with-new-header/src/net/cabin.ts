import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const KEYS = { access: 'ropeway.access', refresh: 'ropeway.refresh' } as const;

let hauling: Promise<string> | null = null;

async function haul(): Promise<string> {
  try {
    const refreshToken = await SecureStore.getItemAsync(KEYS.refresh);
    const res = await fetch(`${API}/auth/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error(`haul: ${res.status}`);
    const pair: { accessToken: string; refreshToken: string } = await res.json();
    await Promise.all([
      SecureStore.setItemAsync(KEYS.access, pair.accessToken),
      SecureStore.setItemAsync(KEYS.refresh, pair.refreshToken),
    ]);
    return pair.accessToken;
  } finally {
    hauling = null;
  }
}

export async function cabin(path: string, init?: RequestInit): Promise<unknown> {
  const request = new Request(API + path, init);
  request.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync(KEYS.access)}`);
  const spare = request.clone();

  let res = await fetch(request);
  if (res.status === 401) {
    const token = await (hauling ??= haul());
    spare.headers.set('Authorization', `Bearer ${token}`);
    res = await fetch(spare); // ok: stale-retry
  }
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}
