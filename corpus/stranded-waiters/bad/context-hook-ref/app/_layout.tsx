import { Stack } from 'expo-router';
import { WalkerProvider } from '../contexts/walker';

export default function RootLayout() {
  return (
    <WalkerProvider>
      <Stack />
    </WalkerProvider>
  );
}
