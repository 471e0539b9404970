import * as SecureStore from 'expo-secure-store'

const API = 'https://api.example.com'
const ROUNDS = 2
let belay = null

async function reclip() {
  const refreshToken = await SecureStore.getItemAsync('rope.refresh')
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  })
  if (!res.ok) throw new Error('reclip: ' + res.status)
  const pair = await res.json()
  await SecureStore.setItemAsync('rope.access', pair.accessToken)
  await SecureStore.setItemAsync('rope.refresh', pair.refreshToken)
}

export async function climb(path) {
  let last
  for (let round = 1; round <= ROUNDS; round++) {
    const token = await SecureStore.getItemAsync('rope.access')
    // ok: unbounded-retry
    last = await fetch(API + path, { headers: { Authorization: `Bearer ${token}` } })
    if (last.status !== 401 || round === ROUNDS) break
    belay = belay ?? reclip().finally(() => (belay = null))
    await belay
  }
  return last
}
