import { io, type Socket } from 'socket.io-client';
import * as SecureStore from 'expo-secure-store';

const SITE = 'https://api.example.com';

let refuelling: Promise<void> | null = null;

function refuel(): Promise<void> {
  refuelling ??= (async () => {
    const refreshToken = await SecureStore.getItemAsync('pit.refresh');
    const res = await fetch(SITE + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    if (!res.ok) throw new Error('refuel: ' + res.status);
    const pair = await res.json();
    await SecureStore.setItemAsync('pit.access', pair.accessToken);
    await SecureStore.setItemAsync('pit.refresh', pair.refreshToken);
  })().finally(() => {
    refuelling = null;
  });
  return refuelling;
}

export function openPitwall(): Promise<Socket> {
  const socket = io(SITE, {
    autoConnect: false,
    reconnection: false,
    auth: async (give) => give({ token: await SecureStore.getItemAsync('pit.access') }),
  });
  let renewed = false;

  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', async (error) => {
      if (renewed || error.message !== 'jwt expired') {
        reject(error);
        return;
      }
      renewed = true;
      await refuel().catch(() => {});
      socket.connect(); // want: retry-after-failed-refresh
    });
    socket.connect();
  });
}
