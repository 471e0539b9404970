import { useCallback, useState } from 'react';
import { FlatList, RefreshControl, Text } from 'react-native';

type Price = { id: string; label: string };

export default function Prices() {
  const [prices, setPrices] = useState<Price[]>([]);
  const [isRefreshing, setIsRefreshing] = useState(false);

  const onRefresh = useCallback(async () => {
    if (isRefreshing) return;
    // ok: unreleased-flight
    setIsRefreshing(true);
    const res = await fetch('https://api.example.com/prices/refresh');
    setPrices(await res.json());
    setIsRefreshing(false);
  }, [isRefreshing]);

  return (
    <FlatList
      data={prices}
      keyExtractor={(p) => p.id}
      renderItem={({ item }) => <Text>{item.label}</Text>}
      refreshControl={<RefreshControl refreshing={isRefreshing} onRefresh={onRefresh} />}
    />
  );
}
