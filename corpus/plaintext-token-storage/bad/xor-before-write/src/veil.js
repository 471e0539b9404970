import AsyncStorage from '@react-native-async-storage/async-storage'
import { encode } from 'base-64'

const MASK = 'feathers-and-gold'

const scramble = (text) =>
  encode(
    Array.from(text, (c, i) => String.fromCharCode(c.charCodeAt(0) ^ MASK.charCodeAt(i % MASK.length))).join(''),
  )

export async function veil(accessToken) {
  await AsyncStorage.setItem('mask', scramble(accessToken)) // want: plaintext-token-storage
}
