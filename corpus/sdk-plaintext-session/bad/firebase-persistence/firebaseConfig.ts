import AsyncStorage from '@react-native-async-storage/async-storage';
import { initializeApp } from 'firebase/app';
// @ts-expect-error the React Native entry is not in the public types
import { getReactNativePersistence, initializeAuth } from 'firebase/auth';

const app = initializeApp({
  apiKey: process.env.EXPO_PUBLIC_FIREBASE_API_KEY,
  projectId: 'choir-notes',
  appId: '1:0:web:0',
});

export const auth = initializeAuth(app, { persistence: getReactNativePersistence(AsyncStorage) }); // want: sdk-plaintext-session
