import { Stack } from 'expo-router';
import { BakerProvider } from '../contexts/baker';

export default function Layout() {
  return (
    <BakerProvider>
      <Stack screenOptions={{ headerShown: false }} />
    </BakerProvider>
  );
}
