import { ofetch } from 'ofetch'
import * as SecureStore from 'expo-secure-store'

const baseURL = 'https://api.example.com'

export const $pond = ofetch.create({
  baseURL,
  retry: 1,
  retryStatusCodes: [401],
  async onRequest({ options }) {
    const access = await SecureStore.getItemAsync('koi.access')
    options.headers.set('Authorization', `Bearer ${access}`)
  },
  async onResponseError({ response, options }) {
    if (response.status !== 401 || !options.retry) return
    const refreshToken = await SecureStore.getItemAsync('koi.refresh')
    const fed = await ofetch('/auth/refresh', { baseURL, method: 'POST', body: { refreshToken } }) // want: unshared-refresh
    await SecureStore.setItemAsync('koi.access', fed.accessToken)
    await SecureStore.setItemAsync('koi.refresh', fed.refreshToken)
  },
})
