import { ofetch } from 'ofetch'
import * as SecureStore from 'expo-secure-store'

const baseURL = 'https://api.example.com'
let roosting: Promise<void> | null = null

async function roost() {
  const refreshToken = await SecureStore.getItemAsync('bat.refresh')
  const pair = await ofetch('/auth/refresh', { baseURL, method: 'POST', body: { refreshToken } })
  await SecureStore.setItemAsync('bat.access', pair.accessToken)
  await SecureStore.setItemAsync('bat.refresh', pair.refreshToken)
}

export const $cave = ofetch.create({
  baseURL,
  // ok: unbounded-retry
  retry: 1,
  retryStatusCodes: [401],
  async onRequest({ options }) {
    options.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('bat.access')}`)
  },
  async onResponseError({ response, options }) {
    if (response.status !== 401 || !options.retry) return
    roosting ??= roost().finally(() => {
      roosting = null
    })
    await roosting
  },
})
