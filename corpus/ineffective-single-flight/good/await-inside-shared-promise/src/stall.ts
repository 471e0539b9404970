import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const EARLY_MS = 45_000;
let haggling: Promise<string> | null = null;

const haggle = async (): Promise<string> => {
  const [access, until] = await Promise.all([
    SecureStore.getItemAsync('stall.access'),
    SecureStore.getItemAsync('stall.until'),
  ]);
  if (access && Number(until) - EARLY_MS > Date.now()) return access;
  const refreshToken = await SecureStore.getItemAsync('stall.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('haggle: ' + res.status);
  const deal = await res.json();
  await SecureStore.setItemAsync('stall.access', deal.accessToken);
  await SecureStore.setItemAsync('stall.refresh', deal.refreshToken);
  await SecureStore.setItemAsync('stall.until', String(Date.now() + deal.expiresIn * 1000));
  return deal.accessToken;
};

function price(): Promise<string> {
  // ok: ineffective-single-flight
  if (haggling === null) {
    haggling = haggle().finally(() => {
      haggling = null;
    });
  }
  return haggling;
}

export async function stall(path: string): Promise<Response> {
  return fetch(API + path, { headers: { Authorization: `Bearer ${await price()}` } });
}
