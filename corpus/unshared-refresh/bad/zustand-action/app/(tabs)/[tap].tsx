import { useCallback, useState } from 'react';
import { Text } from 'react-native';
import { useFocusEffect, useLocalSearchParams } from 'expo-router';
import { tap } from '@/lib/tap';
import { useCellar } from '@/stores/cellar';

export default function Tap() {
  const { tap: id } = useLocalSearchParams<{ tap: string }>();
  const pulse = useCellar((s) => s.pulse);
  const [beer, setBeer] = useState('');
  useFocusEffect(
    useCallback(() => {
      pulse().catch(() => undefined);
      tap(`/taps/${id}`).then(async (res) => setBeer((await res.json()).beer));
    }, [id, pulse]),
  );
  return <Text>{beer}</Text>;
}
