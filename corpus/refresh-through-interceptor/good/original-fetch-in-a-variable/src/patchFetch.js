const nativeFetch = window.fetch.bind(window)
let pending = null

const withToken = (input, init = {}) =>
  nativeFetch(input, {
    ...init,
    headers: { ...init.headers, Authorization: 'Bearer ' + localStorage.getItem('sheet_access') },
  })

async function refresh() {
  // ok: refresh-through-interceptor
  const res = await nativeFetch('/api/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken: localStorage.getItem('sheet_refresh') }),
  })
  if (!res.ok) throw new Error('refresh: ' + res.status)
  const pair = await res.json()
  localStorage.setItem('sheet_access', pair.accessToken)
  localStorage.setItem('sheet_refresh', pair.refreshToken)
}

window.fetch = async (input, init) => {
  const first = await withToken(input, init)
  if (first.status !== 401) return first
  pending ??= refresh().finally(() => {
    pending = null
  })
  await pending
  return withToken(input, init)
}
