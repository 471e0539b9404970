import { useCallback, useState } from 'react';
import AsyncStorage from '@react-native-async-storage/async-storage';

export function useSignIn() {
  const [pending, setPending] = useState(false);

  const signIn = useCallback(async (plate: string, pin: string) => {
    setPending(true);
    try {
      const res = await fetch('https://api.example.com/login', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ plate, pin }),
      });
      if (!res.ok) throw new Error('login: ' + res.status);
      const { jwt, driver } = await res.json();
      await Promise.all([
        AsyncStorage.setItem('driverName', driver.name),
        AsyncStorage.setItem('driverPass', jwt), // want: plaintext-token-storage
        AsyncStorage.setItem('lastPlate', plate),
      ]);
    } finally {
      setPending(false);
    }
  }, []);

  return { signIn, pending };
}
