import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { buoy } from './src/Buoy';
import { read } from './src/tokens';

export default function App() {
  const [height, setHeight] = useState('');
  useEffect(() => {
    buoy.connect();
    read('/waves')
      .then((res) => res.json())
      .then((wave) => setHeight(String(wave.height)));
  }, []);
  return <Text>{height}</Text>;
}
