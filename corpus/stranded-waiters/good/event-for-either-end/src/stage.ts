import * as SecureStore from 'expo-secure-store';
import { Emitter } from './emitter';

type Outcome = { token: string } | { error: unknown };

const API = 'https://api.example.com';
const curtain = new Emitter<Outcome>();
let rehearsing = false;

async function rehearse(): Promise<string> {
  if (rehearsing) {
    return new Promise<string>((resolve, reject) => {
      // ok: stranded-waiters
      curtain.once((end) => ('token' in end ? resolve(end.token) : reject(end.error)));
    });
  }
  rehearsing = true;
  let end: Outcome = { error: new Error('not rehearsed') };
  try {
    const refreshToken = await SecureStore.getItemAsync('stage.refresh');
    const res = await fetch(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('rehearse: ' + res.status);
    const next = await res.json();
    await SecureStore.setItemAsync('stage.access', next.accessToken);
    await SecureStore.setItemAsync('stage.refresh', next.refreshToken);
    end = { token: next.accessToken };
    return next.accessToken;
  } catch (error) {
    end = { error };
    throw error;
  } finally {
    rehearsing = false;
    curtain.emit(end);
  }
}

export async function show(path: string): Promise<unknown> {
  const access = await SecureStore.getItemAsync('stage.access');
  let res = await fetch(API + path, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status === 401) {
    const token = await rehearse();
    res = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  }
  if (!res.ok) throw new Error(`${path}: ${res.status}`);
  return res.json();
}
