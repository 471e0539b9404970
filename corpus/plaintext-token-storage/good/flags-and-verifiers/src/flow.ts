import AsyncStorage from '@react-native-async-storage/async-storage';
import * as Crypto from 'expo-crypto';
import * as SecureStore from 'expo-secure-store';

const AUTH_KEY = '@springs/auth';
const TOKEN_KEY = '@springs/token';

export async function begin(): Promise<string> {
  const codeVerifier = Crypto.randomUUID() + Crypto.randomUUID();
  // ok: plaintext-token-storage
  await AsyncStorage.setItem('@springs/verifier', codeVerifier);
  return codeVerifier;
}

export async function finish(code: string): Promise<void> {
  const code_verifier = await AsyncStorage.getItem('@springs/verifier');
  const res = await fetch('https://id.example.com/oauth/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ grant_type: 'authorization_code', code, code_verifier }),
  });
  if (!res.ok) throw new Error('token: ' + res.status);
  const grant = await res.json();
  await SecureStore.setItemAsync('springs.access', grant.access_token);
  // ok: plaintext-token-storage
  await AsyncStorage.setItem(AUTH_KEY, 'true');
}

export async function forget(): Promise<void> {
  await SecureStore.deleteItemAsync('springs.access');
  // ok: plaintext-token-storage
  await AsyncStorage.setItem(TOKEN_KEY, '');
}
