import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios'
import * as SecureStore from 'expo-secure-store'

const API = 'https://api.example.com'

interface Marked extends InternalAxiosRequestConfig {
  _retry?: boolean
  _retried?: boolean
}

export const porch = axios.create({ baseURL: API })

let greeting: Promise<void> | null = null

const regreet = async () => {
  const refreshToken = await SecureStore.getItemAsync('porch.refresh')
  const { data } = await axios.post(`${API}/auth/refresh_token`, { refreshToken })
  await SecureStore.setItemAsync('porch.access', data.accessToken)
  await SecureStore.setItemAsync('porch.refresh', data.refreshToken)
}

porch.interceptors.request.use(async (config) => {
  const access = await SecureStore.getItemAsync('porch.access')
  config.headers.Authorization = `Bearer ${access}`
  return config
})

porch.interceptors.response.use(undefined, async (error: AxiosError) => {
  const config = error.config as Marked
  if (error.response?.status === 401 && !config._retried) {
    config._retry = true
    greeting = greeting ?? regreet().finally(() => (greeting = null))
    await greeting
    return porch(config) // want: unbounded-retry
  }
  throw error
})
