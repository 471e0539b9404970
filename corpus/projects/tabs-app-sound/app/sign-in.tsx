import { useState } from 'react';
import { Button, Text, TextInput, View } from 'react-native';
import axios from 'axios';
import { useRouter } from 'expo-router';
import { API_ROOT } from '@/lib/config';
import { keepPair } from '@/lib/wallet';
import { useVisitor } from '@/stores/visitor';

export default function SignIn() {
  const router = useRouter();
  const welcome = useVisitor((s) => s.welcome);
  const [ticket, setTicket] = useState('');
  const [problem, setProblem] = useState('');

  const enter = async () => {
    try {
      const { data } = await axios.post(`${API_ROOT}/auth/login`, { ticket });
      await keepPair({ accessToken: data.accessToken, refreshToken: data.refreshToken });
      welcome(data.name);
      router.replace('/');
    } catch {
      setProblem('That did not work. Please try again.');
    }
  };

  return (
    <View>
      <TextInput value={ticket} onChangeText={setTicket} placeholder="Ticket number" />
      <Button title="Enter" onPress={enter} />
      <Text>{problem}</Text>
    </View>
  );
}
