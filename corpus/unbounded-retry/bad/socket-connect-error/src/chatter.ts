import { io } from 'socket.io-client';
import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';
let inviting: Promise<string> | null = null;

async function invite(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('talk.refresh');
  const res = await fetch(HOST + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('invite: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('talk.access', pair.accessToken);
  await SecureStore.setItemAsync('talk.refresh', pair.refreshToken);
  return pair.accessToken;
}

export const chatter = io(HOST, {
  autoConnect: false,
  auth: (give) => {
    SecureStore.getItemAsync('talk.access').then((token) => give({ token }));
  },
});

chatter.on('connect_error', async (error) => {
  if (error.message !== 'jwt expired') return;
  inviting ??= invite().finally(() => {
    inviting = null;
  });
  try {
    await inviting;
  } catch {
    return;
  }
  chatter.connect(); // want: unbounded-retry
});
