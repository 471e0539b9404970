import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

let inFlight = null;

const refreshAccessToken = async () => {
  const refreshToken = await SecureStore.getItemAsync('surf.refresh');
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error(`refresh ${res.status}`);
  const json = await res.json();
  await SecureStore.setItemAsync('surf.access', json.accessToken);
  await SecureStore.setItemAsync('surf.refresh', json.refreshToken);
};

const sharedRefresh = () => {
  if (!inFlight) {
    inFlight = refreshAccessToken().finally(() => {
      inFlight = null;
    });
  }
  return inFlight;
};

export const fetchJson = async (path, options = {}, isRetry = false) => {
  const access = await SecureStore.getItemAsync('surf.access');
  const res = await fetch(API + path, {
    ...options,
    headers: { ...options.headers, Authorization: `Bearer ${access}` },
  });

  if (res.status === 401 && !isRetry) {
    await sharedRefresh();
    return fetchJson(path, options, true); // ok: stale-retry
  }
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
};
