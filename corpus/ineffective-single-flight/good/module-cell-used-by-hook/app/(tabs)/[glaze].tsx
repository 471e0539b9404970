import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { useLocalSearchParams } from 'expo-router';
import { useWheel } from '../../hooks/useWheel';

export default function Glaze() {
  const { glaze } = useLocalSearchParams<{ glaze: string }>();
  const wheel = useWheel();
  const [colour, setColour] = useState('');
  useEffect(() => {
    wheel(`/glazes/${glaze}`).then(async (r) => setColour((await r.json()).colour));
  }, [glaze, wheel]);
  return <Text>{colour}</Text>;
}
