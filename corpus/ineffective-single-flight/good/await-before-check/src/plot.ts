import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let underway: Promise<string> | null = null;

async function replant(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('garden.refresh');
  const res = await fetch(`${API}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('refresh: ' + res.status);
  const fresh = await res.json();
  await SecureStore.setItemAsync('garden.access', fresh.accessToken);
  await SecureStore.setItemAsync('garden.refresh', fresh.refreshToken);
  return fresh.accessToken;
}

async function sprout(): Promise<string> {
  const stored = await SecureStore.getItemAsync('garden.refresh');
  if (!stored) throw new Error('signed out');
  // ok: ineffective-single-flight
  if (underway) return underway;
  underway = replant().finally(() => {
    underway = null;
  });
  return underway;
}

export async function plot(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('garden.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const renewed = await sprout();
  return fetch(API + path, { headers: { Authorization: `Bearer ${renewed}` } });
}
