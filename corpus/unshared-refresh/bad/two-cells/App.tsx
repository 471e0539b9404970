import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { shelf } from './src/shelf';
import { watchExpiry } from './src/watchExpiry';

export default function App() {
  const [jars, setJars] = useState<string[]>([]);
  useEffect(() => watchExpiry(), []);
  useEffect(() => {
    shelf.get('/jars').then((r) => setJars(r.data));
  }, []);
  return <Text>{jars.join(', ')}</Text>;
}
