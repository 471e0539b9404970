let bearer = localStorage.getItem('kiosk_access')
let pending = null

async function obtain() {
  const response = await fetch('/api/token/renew', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: 'kiosk',
      scope: 'products',
    }),
  })
  if (!response.ok) throw new Error('token: ' + response.status)
  bearer = (await response.json()).access_token
}

export async function ask(path) {
  const response = await fetch('/api' + path, { headers: { Authorization: 'Bearer ' + bearer } })
  if (response.status === 401) {
    if (!pending) {
      pending = obtain().finally(() => {
        pending = null
      })
    }
    await pending
    return ask(path) // want: unbounded-retry
  }
  if (!response.ok) throw new Error(path + ': ' + response.status)
  return response.json()
}
