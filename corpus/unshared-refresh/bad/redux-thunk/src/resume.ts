import { AppState } from 'react-native';
import { store, topUp } from './store';

export function watchResume() {
  return AppState.addEventListener('change', (s) => {
    if (s === 'active') store.dispatch(topUp());
  });
}
