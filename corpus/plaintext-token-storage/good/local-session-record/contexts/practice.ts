import AsyncStorage from '@react-native-async-storage/async-storage';
import createContextHook from '@nkzw/create-context-hook';
import { useCallback, useEffect, useMemo, useState } from 'react';

type Session = { sessionId: string; minutes: number; piece: string };
const SESSION_KEY = 'practice_session';

export const [PracticeProvider, usePractice] = createContextHook(() => {
  const [sessions, setSessions] = useState<Session[]>([]);

  useEffect(() => {
    AsyncStorage.getItem(SESSION_KEY).then((raw) => raw && setSessions(JSON.parse(raw)));
  }, []);

  const finishPractice = useCallback(
    async (piece: string, minutes: number) => {
      const next = [...sessions, { sessionId: String(Date.now()), minutes, piece }];
      setSessions(next);
      // ok: plaintext-token-storage
      await AsyncStorage.setItem(SESSION_KEY, JSON.stringify(next));
    },
    [sessions],
  );

  const touch = useCallback(async () => {
    // ok: plaintext-token-storage
    await AsyncStorage.setItem('session', JSON.stringify({ lastActive: Date.now() }));
  }, []);

  return useMemo(() => ({ sessions, finishPractice, touch }), [sessions, finishPractice, touch]);
});
