import { useCallback, useEffect, useState } from 'react';
import { http } from '@/lib/http';

export function useExhibit<T>(path: string, empty: T) {
  const [value, setValue] = useState<T>(empty);
  const [isRefreshing, setIsRefreshing] = useState(false);

  const reload = useCallback(async () => {
    setIsRefreshing(true);
    try {
      setValue((await http.get<T>(path)).data);
    } finally {
      setIsRefreshing(false);
    }
  }, [path]);

  useEffect(() => {
    reload().catch(() => undefined);
  }, [reload]);

  return { value, isRefreshing, reload };
}
