import * as SecureStore from 'expo-secure-store'

const API = 'https://api.example.com'
let shunting = false

const wait = (ms) => new Promise((done) => setTimeout(done, ms))

async function reroute() {
  while (shunting) await wait(30)
  const before = await SecureStore.getItemAsync('tram_access')
  return { before }
}

async function turnout(refused) {
  if (shunting) {
    const { before } = await reroute()
    return before !== refused
  }
  shunting = true // want: unreleased-flight
  const refreshToken = await SecureStore.getItemAsync('tram_refresh').catch(() => null)
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  }).catch(() => null)
  if (res && res.ok) {
    const pair = await res.json()
    await SecureStore.setItemAsync('tram_access', pair.accessToken)
    await SecureStore.setItemAsync('tram_refresh', pair.refreshToken)
    shunting = false
    return true
  }
  return false
}

export async function fetchTram(path) {
  const send = (token) => fetch(API + path, { headers: { Authorization: 'Bearer ' + token } })
  const access = await SecureStore.getItemAsync('tram_access')
  const res = await send(access)
  if (res.status !== 401) return res
  return (await turnout(access)) ? send(await SecureStore.getItemAsync('tram_access')) : res
}
