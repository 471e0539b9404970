import { io, type Socket } from 'socket.io-client';
import * as SecureStore from 'expo-secure-store';

const SITE = 'https://api.example.com';

let dredging: Promise<void> | null = null;

function dredge(): Promise<void> {
  dredging ??= (async () => {
    const refreshToken = await SecureStore.getItemAsync('harbour.refresh');
    const res = await fetch(SITE + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('dredge: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('harbour.access', pair.accessToken);
    await SecureStore.setItemAsync('harbour.refresh', pair.refreshToken);
  })().finally(() => {
    dredging = null;
  });
  return dredging;
}

export async function openLive(): Promise<Socket> {
  const token = await SecureStore.getItemAsync('harbour.access');
  const socket = io(SITE, { autoConnect: false, reconnection: false, auth: { token } });

  return new Promise((resolve, reject) => {
    let retried = false;
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', (error) => {
      if (retried || error.message !== 'jwt expired') {
        reject(error);
        return;
      }
      retried = true;
      dredge().then(() => socket.connect(), reject); // want: stale-retry
    });
    socket.connect();
  });
}
