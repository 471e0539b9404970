import { Stack } from 'expo-router';
import { KeeperProvider } from '../providers/Keeper';

export default function RootLayout() {
  return (
    <KeeperProvider>
      <Stack />
    </KeeperProvider>
  );
}
