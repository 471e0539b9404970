import { Button } from 'react-native';
import { useAsyncStorage } from '@react-native-async-storage/async-storage';

export default function App() {
  const { setItem } = useAsyncStorage('review.grant');

  const connect = async () => {
    const res = await fetch('https://api.example.com/oauth/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ grant_type: 'password', username: 'demo', password: 'demo' }),
    });
    if (!res.ok) return;
    const answer = await res.json();
    await setItem(answer.access_token); // want: plaintext-token-storage
  };

  return <Button title="Connect" onPress={connect} />;
}
