import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { ferry } from './src/ferry';

export default function App() {
  const [next, setNext] = useState('');
  useEffect(() => {
    ferry('/crossings')
      .then((res) => res.json())
      .then((list) => setNext(list[0]?.leaves ?? ''));
  }, []);
  return <Text>{next}</Text>;
}
