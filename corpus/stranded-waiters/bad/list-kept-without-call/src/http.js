import axios from 'axios'

export const http = axios.create({ baseURL: '/api' })

let busy = false
const later = []

function subscribe(cb) {
  later.push(cb)
}

function announce(token) {
  while (later.length) later.shift()(token)
}

function swap() {
  const refresh_token = localStorage.getItem('refresh_token')
  return axios.post('/api/oauth/token', { grant_type: 'refresh_token', refresh_token }).then((res) => {
    localStorage.setItem('access_token', res.data.access_token)
    localStorage.setItem('refresh_token', res.data.refresh_token)
    return res.data.access_token
  })
}

http.interceptors.request.use((config) => {
  config.headers.Authorization = 'Bearer ' + localStorage.getItem('access_token')
  return config
})

http.interceptors.response.use(null, (err) => {
  const config = err.config
  if (!err.response || err.response.status !== 401 || config.__isRetryRequest) {
    return Promise.reject(err)
  }
  config.__isRetryRequest = true

  if (busy) {
    return new Promise((resolve) => subscribe(() => resolve(http(config)))) // want: stranded-waiters
  }

  busy = true
  return swap()
    .then((token) => {
      announce(token)
      return http(config)
    })
    .finally(() => {
      busy = false
    })
})
