import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { useWalker } from '../../contexts/walker';

export default function Walks() {
  const { request } = useWalker();
  const [total, setTotal] = useState(0);
  useEffect(() => {
    void Promise.all([request('/walks'), request('/dogs')]).then(async ([walks]) => {
      setTotal((await walks.json()).length);
    });
  }, [request]);
  return <Text>{total}</Text>;
}
