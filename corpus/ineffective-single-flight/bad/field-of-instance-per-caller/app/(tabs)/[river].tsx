import { useEffect, useMemo, useState } from 'react';
import { Text } from 'react-native';
import { useLocalSearchParams } from 'expo-router';
import { Paddle } from '../../lib/Paddle';

export default function River() {
  const { river } = useLocalSearchParams<{ river: string }>();
  const paddle = useMemo(() => new Paddle(), []);
  const [level, setLevel] = useState(0);
  useEffect(() => {
    paddle.get(`/rivers/${river}`).then(async (r) => setLevel((await r.json()).level));
  }, [paddle, river]);
  return <Text>{level} cm</Text>;
}
