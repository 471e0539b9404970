import { io, type Socket } from 'socket.io-client';
import * as SecureStore from 'expo-secure-store';
import { freshToken, SITE } from './token';

export async function tuneIn(): Promise<Socket> {
  const socket = io(SITE, {
    autoConnect: false,
    reconnection: false,
    auth: { token: await SecureStore.getItemAsync('cast.access') },
  });
  let renewed = false;

  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', async (error) => {
      if (renewed || error.message !== 'jwt expired') return reject(error);
      renewed = true;
      const token = await freshToken();
      if (!token) return reject(error);
      socket.auth = { token };
      socket.connect(); // ok: retry-after-failed-refresh
    });
    socket.connect();
  });
}
