import { useEffect } from 'react';
import { AppState } from 'react-native';
import { useSignal } from '../stores/signal';

const ignore = () => undefined;

export function useTimetable() {
  const switchTrack = useSignal((s) => s.switchTrack);
  useEffect(() => {
    const timer = setInterval(() => switchTrack().catch(ignore), 9 * 60_000);
    const sub = AppState.addEventListener('change', (s) => {
      if (s === 'active') switchTrack().catch(ignore);
    });
    return () => {
      clearInterval(timer);
      sub.remove();
    };
  }, [switchTrack]);
}
