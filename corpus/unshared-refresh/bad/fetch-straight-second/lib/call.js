import { getItemAsync, setItemAsync } from 'expo-secure-store'

const ROOT = 'https://api.example.com'

async function send(path, init = {}) {
  const bearer = await getItemAsync('pantry_access')
  return fetch(ROOT + path, {
    ...init,
    headers: { ...init.headers, Authorization: 'Bearer ' + bearer },
  })
}

async function swapTokens() {
  const refresh_token = await getItemAsync('pantry_refresh')
  if (!refresh_token) return false
  const answer = await fetch(ROOT + '/oauth/token', { // want: unshared-refresh
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'refresh_token', refresh_token }),
  })
  if (!answer.ok) return false
  const body = await answer.json()
  await setItemAsync('pantry_access', body.access_token)
  await setItemAsync('pantry_refresh', body.refresh_token)
  return true
}

export async function call(path, init) {
  const first = await send(path, init)
  if (first.status !== 401) return first
  const swapped = await swapTokens()
  return swapped ? send(path, init) : first
}
