import { useCallback } from 'react';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let spinning: Promise<string> | null = null;

async function centre(): Promise<string> {
  try {
    const refreshToken = await SecureStore.getItemAsync('wheel.refresh');
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('centre: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('wheel.access', pair.accessToken);
    await SecureStore.setItemAsync('wheel.refresh', pair.refreshToken);
    return pair.accessToken;
  } finally {
    spinning = null;
  }
}

export function useWheel() {
  return useCallback(async (path: string): Promise<Response> => {
    const access = await SecureStore.getItemAsync('wheel.access');
    const res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
    if (res.status !== 401) return res;
    // ok: ineffective-single-flight
    spinning = spinning ?? centre();
    const token = await spinning;
    return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  }, []);
}
