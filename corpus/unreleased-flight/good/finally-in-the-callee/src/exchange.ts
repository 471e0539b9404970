import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { state } from './state';

export async function exchange(root: string): Promise<string> {
  try {
    const refreshToken = await SecureStore.getItemAsync('compass.refresh');
    const { data } = await axios.post(`${root}/auth/refresh`, { refreshToken });
    await SecureStore.setItemAsync('compass.access', data.accessToken);
    await SecureStore.setItemAsync('compass.refresh', data.refreshToken);
    return data.accessToken;
  } finally {
    state.flight = null;
  }
}
