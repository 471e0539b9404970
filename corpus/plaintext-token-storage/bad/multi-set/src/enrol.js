import AsyncStorage from '@react-native-async-storage/async-storage'

const SLOTS = { pass: 'ns:pass', renew: 'ns:renew', pupil: 'ns:pupil' }

export async function enrol(form) {
  const res = await fetch('https://api.example.com/auth/register', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(form),
  })
  if (!res.ok) throw new Error('register: ' + res.status)
  const { data } = await res.json()
  await AsyncStorage.multiSet([ // want: plaintext-token-storage
    [SLOTS.pupil, data.user.id],
    [SLOTS.pass, data.tokens.access],
    [SLOTS.renew, data.tokens.refresh],
  ])
  return data.user
}
