import AsyncStorage from '@react-native-async-storage/async-storage'
import { createClient } from '@supabase/supabase-js'

// ok: sdk-plaintext-session
export const kiosk = createClient('https://api.example.com', process.env.EXPO_PUBLIC_KEY, {
  auth: { storage: AsyncStorage, persistSession: false, autoRefreshToken: true },
})

export function rememberKiosk(name) {
  return AsyncStorage.setItem('kiosk.name', name)
}
