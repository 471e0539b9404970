import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { useWheel } from '../../hooks/useWheel';

export default function Bowls() {
  const wheel = useWheel();
  const [bowls, setBowls] = useState<string[]>([]);
  useEffect(() => {
    wheel('/bowls').then(async (r) => setBowls(await r.json()));
  }, [wheel]);
  return <Text>{bowls.length}</Text>;
}
