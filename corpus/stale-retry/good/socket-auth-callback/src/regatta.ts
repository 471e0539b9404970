import { io, type Socket } from 'socket.io-client';
import * as SecureStore from 'expo-secure-store';

const SITE = 'https://api.example.com';

let tacking: Promise<void> | null = null;

async function tack(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('regatta.refresh');
  const res = await fetch(SITE + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('tack: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('regatta.access', pair.accessToken);
  await SecureStore.setItemAsync('regatta.refresh', pair.refreshToken);
}

export function joinRegatta(): Promise<Socket> {
  const socket = io(SITE, {
    autoConnect: false,
    reconnection: false,
    auth: (give) => {
      SecureStore.getItemAsync('regatta.access').then((token) => give({ token }));
    },
  });
  let tries = 0;

  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', (error) => {
      if (error.message !== 'jwt expired' || tries++ > 0) return reject(error);
      tacking ??= tack().finally(() => {
        tacking = null;
      });
      tacking.then(() => socket.connect(), reject); // ok: stale-retry
    });
    socket.connect();
  });
}
