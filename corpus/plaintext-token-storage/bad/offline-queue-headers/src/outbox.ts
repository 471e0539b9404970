import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

type Letter = { url: string; body: string; headers: Record<string, string> };
const SHELF = 'outbox';

export async function submit(reading: { meter: string; value: number }) {
  const accessToken = await SecureStore.getItemAsync('meter.access');
  const letter: Letter = {
    url: 'https://api.example.com/readings',
    body: JSON.stringify(reading),
    headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
  };
  try {
    await fetch(letter.url, { method: 'POST', body: letter.body, headers: letter.headers });
  } catch {
    const letters: Letter[] = JSON.parse((await AsyncStorage.getItem(SHELF)) ?? '[]');
    letters.push(letter);
    await AsyncStorage.setItem(SHELF, JSON.stringify(letters)); // want: plaintext-token-storage
  }
}
