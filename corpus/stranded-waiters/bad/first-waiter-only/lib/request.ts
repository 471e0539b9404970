import * as SecureStore from 'expo-secure-store';

const API_URL = 'https://api.example.com';

interface Waiting {
  resolve: (token: string) => void;
  reject: (reason: unknown) => void;
}

let inProgress = false;
let queue: Waiting[] = [];

async function postRefresh(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('wine_refresh');
  const res = await fetch(`${API_URL}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error(`refresh answered ${res.status}`);
  const json = await res.json();
  await SecureStore.setItemAsync('wine_access', json.accessToken);
  await SecureStore.setItemAsync('wine_refresh', json.refreshToken);
  return json.accessToken;
}

async function refreshAccessToken(): Promise<string> {
  if (inProgress) {
    return new Promise((resolve, reject) => {
      queue.push({ resolve, reject });
    });
  }
  inProgress = true;
  try {
    const token = await postRefresh();
    queue.forEach((w) => w.resolve(token));
    queue = [];
    return token;
  } catch (e) {
    const first = queue.shift();
    if (first) first.reject(e);
    queue = []; // want: stranded-waiters
    throw e;
  } finally {
    inProgress = false;
  }
}

export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const withToken = (token: string | null) =>
    fetch(API_URL + path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });

  const res = await withToken(await SecureStore.getItemAsync('wine_access'));
  if (res.status !== 401) return res;
  return withToken(await refreshAccessToken());
}
