import { useEffect } from 'react';
import { Stack, useRouter } from 'expo-router';
import { onSignedOut } from '@/lib/session';
import { useVisitor } from '@/stores/visitor';

export default function RootLayout() {
  const router = useRouter();
  const leave = useVisitor((s) => s.leave);

  useEffect(
    () =>
      onSignedOut(() => {
        leave();
        router.replace('/sign-in');
      }),
    [leave, router],
  );

  return (
    <Stack screenOptions={{ headerShown: false }}>
      <Stack.Screen name="(tabs)" />
      <Stack.Screen name="sign-in" />
    </Stack>
  );
}
