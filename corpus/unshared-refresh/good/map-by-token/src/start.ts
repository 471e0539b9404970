import * as SecureStore from 'expo-secure-store';
import { adopt } from './pull';

export async function start(): Promise<boolean> {
  const access = await SecureStore.getItemAsync('lab.access');
  const refresh = await SecureStore.getItemAsync('lab.refresh');
  if (!access || !refresh) return false;
  await adopt(access, refresh);
  return true;
}
