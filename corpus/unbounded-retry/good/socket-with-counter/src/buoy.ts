import { io } from 'socket.io-client';
import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';
let anchoring: Promise<void> | null = null;
let attempts = 0;

async function anchor(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('sea.refresh');
  const res = await fetch(HOST + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('anchor: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('sea.access', pair.accessToken);
  await SecureStore.setItemAsync('sea.refresh', pair.refreshToken);
}

export const buoy = io(HOST, {
  autoConnect: false,
  auth: (give) => {
    SecureStore.getItemAsync('sea.access').then((token) => give({ token }));
  },
});

buoy.on('connect', () => {
  attempts = 0;
});

buoy.on('connect_error', (error) => {
  if (error.message !== 'jwt expired' || attempts >= 1) return;
  attempts += 1;
  anchoring ??= anchor().finally(() => {
    anchoring = null;
  });
  anchoring
    .then(() => {
      // ok: unbounded-retry
      buoy.connect();
    })
    .catch(() => {
      attempts = 0;
    });
});
