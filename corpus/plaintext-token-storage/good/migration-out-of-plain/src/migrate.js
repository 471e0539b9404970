import AsyncStorage from '@react-native-async-storage/async-storage'
import * as SecureStore from 'expo-secure-store'

const OLD = ['@access_token', '@refresh_token']

export async function migrate() {
  if ((await AsyncStorage.getItem('migrated')) === 'yes') return
  for (const name of OLD) {
    const token = await AsyncStorage.getItem(name)
    if (token) await SecureStore.setItemAsync(name.slice(1), token)
  }
  // ok: plaintext-token-storage
  await AsyncStorage.multiRemove(OLD)
  await AsyncStorage.setItem('migrated', 'yes')
}
