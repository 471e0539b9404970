import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const cell: { job: Promise<string> | null } = { job: null };

async function mixColours(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('mural.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('mix: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('mural.access', pair.accessToken);
  await SecureStore.setItemAsync('mural.refresh', pair.refreshToken);
  return pair.accessToken;
}

async function dip(): Promise<string> {
  if (cell.job) return cell.job;
  const mine = mixColours();
  // ok: unreleased-flight
  cell.job = mine;
  try {
    return await mine;
  } finally {
    if (cell.job === mine) cell.job = null;
  }
}

export async function paint(path: string): Promise<Response> {
  const access = await SecureStore.getItemAsync('mural.access');
  const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const token = await dip();
  return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
}
