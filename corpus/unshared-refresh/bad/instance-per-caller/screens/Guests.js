import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import ApiDesk from '../services/ApiDesk';

export function Guests() {
  const [names, setNames] = useState([]);
  useEffect(() => {
    const desk = new ApiDesk();
    desk.get('/guests').then(async (r) => setNames(await r.json()));
  }, []);
  return <Text>{names.join(', ')}</Text>;
}
