import AsyncStorage from '@react-native-async-storage/async-storage';
import { createClient } from '@supabase/supabase-js';

export const dance = createClient('https://api.example.com', process.env.EXPO_PUBLIC_KEY ?? '');

dance.auth.onAuthStateChange(async (event, session) => {
  if (session) {
    await AsyncStorage.setItem('dancer', session.access_token); // want: plaintext-token-storage
  } else if (event === 'SIGNED_OUT') {
    await AsyncStorage.removeItem('dancer');
  }
});
