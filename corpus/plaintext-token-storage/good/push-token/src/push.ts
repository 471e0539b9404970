import AsyncStorage from '@react-native-async-storage/async-storage';
import * as Notifications from 'expo-notifications';

const TOKEN_STORAGE_KEY = '@bakery/token';

export async function registerForPush(): Promise<string | null> {
  const { granted } = await Notifications.requestPermissionsAsync();
  if (!granted) return null;
  const token = (await Notifications.getExpoPushTokenAsync()).data;
  const known = await AsyncStorage.getItem(TOKEN_STORAGE_KEY);
  if (known !== token) {
    await fetch('https://api.example.com/devices', { method: 'POST', body: JSON.stringify({ token }) });
    // ok: plaintext-token-storage
    await AsyncStorage.setItem(TOKEN_STORAGE_KEY, token);
  }
  return token;
}
