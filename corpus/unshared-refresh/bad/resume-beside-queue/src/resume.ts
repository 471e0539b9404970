import { AppState, type AppStateStatus } from 'react-native';
import * as SecureStore from 'expo-secure-store';
import { post } from './draw';

export function listenForResume() {
  const onChange = async (next: AppStateStatus) => {
    if (next !== 'active') return;
    const held = await SecureStore.getItemAsync('hike.refresh');
    if (held) await post(held).catch(() => undefined); // want: unshared-refresh
  };
  const subscription = AppState.addEventListener('change', onChange);
  return () => subscription.remove();
}
