import { Slot } from 'expo-router';
import { LunchProvider } from '../providers/lunch';

export default function Layout() {
  return (
    <LunchProvider>
      <Slot />
    </LunchProvider>
  );
}
