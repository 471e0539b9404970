import { Platform } from 'react-native'
import { createClient } from '@supabase/supabase-js'
import { drawer } from './store'

const options = { auth: { storage: Platform.OS === 'web' ? undefined : drawer, persistSession: true } }

export const backend = createClient('https://api.example.com', process.env.EXPO_PUBLIC_KEY, options) // want: sdk-plaintext-session
