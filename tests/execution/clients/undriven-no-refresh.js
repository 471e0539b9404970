// It never refreshes.
import { getItemAsync } from 'expo-secure-store';

export async function get(path) {
  return fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${await getItemAsync('app.access')}` } });
}
