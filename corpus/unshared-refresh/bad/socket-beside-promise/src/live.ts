import axios from 'axios';
import { io, type Socket } from 'socket.io-client';
import * as SecureStore from 'expo-secure-store';
import { SITE } from './api';

export const live: Socket = io(SITE, {
  autoConnect: false,
  auth: (give) => {
    present()
      .then((token) => give({ token }))
      .catch(() => live.disconnect());
  },
});

async function present(): Promise<string> {
  const old = await SecureStore.getItemAsync('pool.refresh');
  const { data } = await axios.post(`${SITE}/auth/refresh`, { refreshToken: old }); // want: unshared-refresh
  await SecureStore.setItemAsync('pool.access', data.accessToken);
  await SecureStore.setItemAsync('pool.refresh', data.refreshToken);
  return data.accessToken;
}
