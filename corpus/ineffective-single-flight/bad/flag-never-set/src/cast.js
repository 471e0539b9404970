import axios from 'axios'
import * as SecureStore from 'expo-secure-store'

const API = 'https://api.example.com'
export const cast = axios.create({ baseURL: API })

let isReeling = false
let anglers = []

cast.interceptors.request.use(async (config) => {
  config.headers.Authorization = 'Bearer ' + (await SecureStore.getItemAsync('fly.access'))
  return config
})

cast.interceptors.response.use(
  (res) => res,
  async (error) => {
    const cfg = error.config
    if (error.response?.status !== 401 || cfg._retry) throw error
    cfg._retry = true

    if (isReeling) { // want: ineffective-single-flight
      await new Promise((resolve, reject) => anglers.push({ resolve, reject }))
      return cast(cfg)
    }

    try {
      const refreshToken = await SecureStore.getItemAsync('fly.refresh')
      const { data } = await axios.post(API + '/auth/refresh', { refreshToken })
      await SecureStore.setItemAsync('fly.access', data.accessToken)
      await SecureStore.setItemAsync('fly.refresh', data.refreshToken)
      anglers.forEach((a) => a.resolve())
    } catch (why) {
      anglers.forEach((a) => a.reject(why))
      throw why
    } finally {
      anglers = []
      isReeling = false
    }
    return cast(cfg)
  },
)
