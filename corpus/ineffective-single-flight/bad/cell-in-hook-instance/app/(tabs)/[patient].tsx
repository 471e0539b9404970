import { useEffect, useState } from 'react';
import { Text } from 'react-native';
import { useLocalSearchParams } from 'expo-router';
import { useRequest } from '../../hooks/useRequest';

export default function Patient() {
  const { patient } = useLocalSearchParams<{ patient: string }>();
  const request = useRequest();
  const [name, setName] = useState('');
  useEffect(() => {
    request(`/patients/${patient}`).then(async (res) => setName((await res.json()).name));
  }, [patient, request]);
  return <Text>{name}</Text>;
}
