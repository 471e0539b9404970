import { Slot } from 'expo-router';
import { useWarmUp } from '../hooks/useWarmUp';

export default function RootLayout() {
  const ready = useWarmUp();
  return ready ? <Slot /> : null;
}
