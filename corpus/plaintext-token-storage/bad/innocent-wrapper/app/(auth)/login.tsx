import { useState } from 'react';
import { Button, TextInput, View } from 'react-native';
import { useRouter } from 'expo-router';
import { put } from '../../utils/disk';

export default function Login() {
  const router = useRouter();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const submit = async () => {
    const res = await fetch('https://api.example.com/auth/login', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!res.ok) return;
    const answer = await res.json();
    await put('surf', answer.accessToken); // want: plaintext-token-storage
    // ok: plaintext-token-storage
    await put('surf.name', answer.user.name);
    router.replace('/');
  };

  return (
    <View>
      <TextInput value={email} onChangeText={setEmail} />
      <TextInput value={password} onChangeText={setPassword} secureTextEntry />
      <Button title="Log in" onPress={submit} />
    </View>
  );
}
