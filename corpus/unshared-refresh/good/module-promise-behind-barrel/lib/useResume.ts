import { useEffect } from 'react';
import { AppState } from 'react-native';
import { renewOnce } from '@/lib/auth';

export function useResume() {
  useEffect(() => {
    const sub = AppState.addEventListener('change', (state) => {
      if (state === 'active') renewOnce().catch(() => undefined);
    });
    return () => sub.remove();
  }, []);
}
