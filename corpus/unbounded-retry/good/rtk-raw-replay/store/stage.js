import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react'
import * as SecureStore from 'expo-secure-store'

const API = 'https://api.example.com'
let strings = null

const bare = fetchBaseQuery({
  baseUrl: API,
  prepareHeaders: async (headers) => {
    headers.set('authorization', `Bearer ${await SecureStore.getItemAsync('puppet.access')}`)
    return headers
  },
})

async function restring(api, extra) {
  const refreshToken = await SecureStore.getItemAsync('puppet.refresh')
  const { data } = await bare({ url: '/auth/refresh', method: 'POST', body: { refreshToken } }, api, extra)
  if (!data) return false
  await SecureStore.setItemAsync('puppet.access', data.accessToken)
  await SecureStore.setItemAsync('puppet.refresh', data.refreshToken)
  return true
}

export async function withStrings(args, api, extra) {
  const answer = await bare(args, api, extra)
  if (answer.error?.status !== 401) return answer
  strings =
    strings ??
    restring(api, extra).finally(() => {
      strings = null
    })
  const strung = await strings
  // ok: unbounded-retry
  return strung ? bare(args, api, extra) : answer
}

export const stage = createApi({
  reducerPath: 'stage',
  baseQuery: withStrings,
  endpoints: (build) => ({ puppets: build.query({ query: () => '/puppets' }) }),
})
