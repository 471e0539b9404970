import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { Paddle } from '../../lib/Paddle';

export default function Boats() {
  const [paddle] = useState(() => new Paddle());
  const [boats, setBoats] = useState<string[]>([]);
  useEffect(() => {
    paddle.get('/boats').then(async (r) => setBoats(await r.json()));
  }, [paddle]);
  return <Text>{boats.join(', ')}</Text>;
}
