import AsyncStorage from '@react-native-async-storage/async-storage';
import { Platform } from 'react-native';

const isWeb = Platform.OS === 'web';

export async function tuck(sessionToken: string): Promise<void> {
  if (isWeb) {
    // ok: plaintext-token-storage
    window.localStorage.setItem('sleep.session', sessionToken);
  } else {
    await AsyncStorage.setItem('sleep.session', sessionToken); // want: plaintext-token-storage
  }
}
