import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { startKeepAlive } from './src/keepAlive';
import { wire } from './src/wire';

export default function App() {
  const [height, setHeight] = useState('');
  useEffect(() => startKeepAlive(), []);
  useEffect(() => {
    wire.get('/tides/now').then((r) => setHeight(String(r.data.height)));
  }, []);
  return <Text>{height}</Text>;
}
