import AsyncStorage from './AsyncStorage'

export async function login(breeder, pin) {
  const res = await fetch('https://api.example.com/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ breeder, pin }),
  })
  if (!res.ok) throw new Error('login: ' + res.status)
  const { accessToken } = await res.json()
  // ok: plaintext-token-storage
  await AsyncStorage.setItem('@show/accessToken', accessToken)
}
