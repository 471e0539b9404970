import AsyncStorage from '@react-native-async-storage/async-storage';

export async function steps() {
  const held = await AsyncStorage.getItem('dancer');
  const res = await fetch('https://api.example.com/steps', { headers: { Authorization: `Bearer ${held}` } });
  return res.json();
}
