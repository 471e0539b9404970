import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';

async function renew(refreshing) {
  if (refreshing) return null; // todo-want: ineffective-single-flight
  refreshing = true;
  try {
    const refreshToken = await SecureStore.getItemAsync('lots.refresh');
    const res = await fetch(`${API}/auth/refresh`, { // todo-ok: unshared-refresh
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('renew: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('lots.access', pair.accessToken);
    await SecureStore.setItemAsync('lots.refresh', pair.refreshToken);
    return pair.accessToken;
  } finally {
    refreshing = false;
  }
}

export async function authorised(path, { refreshing }) {
  const access = await SecureStore.getItemAsync('lots.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const token = await renew(refreshing);
  return token ? fetch(API + path, { headers: { Authorization: `Bearer ${token}` } }) : res;
}
