import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

export const getAccess = () => SecureStore.getItemAsync('vet-token');

export async function renew() {
  const refresh = await SecureStore.getItemAsync('vet-refresh-token');
  const { data } = await axios.post('https://api.example.com/v2/token/refresh/', { refresh });
  await SecureStore.setItemAsync('vet-token', data.access);
  await SecureStore.setItemAsync('vet-refresh-token', data.refresh);
  return data.access;
}
