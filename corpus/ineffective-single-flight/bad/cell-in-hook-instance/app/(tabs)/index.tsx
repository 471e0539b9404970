import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { useRequest } from '../../hooks/useRequest';

export default function Today() {
  const request = useRequest();
  const [count, setCount] = useState(0);
  useEffect(() => {
    request('/visits/today').then(async (res) => setCount((await res.json()).length));
  }, [request]);
  return <Text>{count} visits</Text>;
}
