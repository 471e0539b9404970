import { FlatList, RefreshControl, Text } from 'react-native';
import { Link } from 'expo-router';
import { useExhibit } from '@/hooks/useExhibit';

type Row = { id: string; title: string };

export default function Halls() {
  const { value, isRefreshing, reload } = useExhibit<Row[]>('/exhibits', []);
  return (
    <FlatList
      data={value}
      keyExtractor={(row) => row.id}
      refreshControl={<RefreshControl refreshing={isRefreshing} onRefresh={reload} />}
      renderItem={({ item }) => (
        <Link href={`/${item.id}`}>
          <Text>{item.title}</Text>
        </Link>
      )}
    />
  );
}
