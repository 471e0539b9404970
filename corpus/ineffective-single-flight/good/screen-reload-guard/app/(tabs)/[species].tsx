import { useRef, useState } from 'react';
import { RefreshControl, ScrollView, Text } from 'react-native';
import { useLocalSearchParams } from 'expo-router';

export default function Species() {
  const { species } = useLocalSearchParams<{ species: string }>();
  const refreshing = useRef(false);
  const [count, setCount] = useState(0);

  async function handleRefresh() {
    // ok: ineffective-single-flight
    if (refreshing.current) return false;
    refreshing.current = true;
    try {
      const res = await fetch(`https://api.example.com/species/${species}/refresh`, { method: 'POST' });
      setCount((await res.json()).count);
      return true;
    } finally {
      refreshing.current = false;
    }
  }

  return (
    <ScrollView refreshControl={<RefreshControl refreshing={false} onRefresh={handleRefresh} />}>
      <Text>{count} seen</Text>
    </ScrollView>
  );
}
