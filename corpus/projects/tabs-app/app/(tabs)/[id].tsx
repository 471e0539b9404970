import { Button, ScrollView, Text } from 'react-native';
import { useLocalSearchParams } from 'expo-router';
import { useExhibit } from '@/hooks/useExhibit';
import { useVisitor } from '@/stores/visitor';

type Exhibit = { id: string; title: string; text: string };
const EMPTY: Exhibit = { id: '', title: '', text: '' };

export default function ExhibitScreen() {
  const { id } = useLocalSearchParams<{ id: string }>();
  const { value } = useExhibit<Exhibit>(`/exhibits/${id}`, EMPTY);
  const toggle = useVisitor((s) => s.toggle);
  return (
    <ScrollView>
      <Text>{value.title}</Text>
      <Text>{value.text}</Text>
      <Button title="Favourite" onPress={() => toggle(id)} />
    </ScrollView>
  );
}
