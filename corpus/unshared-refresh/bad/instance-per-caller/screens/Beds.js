import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import ApiDesk from '../services/ApiDesk';

export function Beds() {
  const [free, setFree] = useState(0);
  useEffect(() => {
    new ApiDesk().get('/beds').then(async (r) => setFree((await r.json()).free));
  }, []);
  return <Text>{free} beds</Text>;
}
