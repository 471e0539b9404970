const sleepers = []
let smoking = false
let failure = null

function wake() {
  // ok: stranded-waiters
  for (const fn of sleepers.splice(0)) fn()
}

async function smoke() {
  if (smoking) {
    await new Promise((resolve) => sleepers.push(resolve))
    if (failure) throw failure
    return
  }

  smoking = true
  failure = null
  try {
    const response = await fetch('/auth/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken: localStorage.getItem('hive:refresh') }),
    })
    if (!response.ok) throw new Error('The keeper is not known any more: ' + response.status)
    const next = await response.json()
    localStorage.setItem('hive:access', next.accessToken)
    localStorage.setItem('hive:refresh', next.refreshToken)
  } catch (e) {
    failure = e
    throw e
  } finally {
    smoking = false
    wake()
  }
}

const open = (path) =>
  fetch('/api' + path, { headers: { authorization: 'Bearer ' + localStorage.getItem('hive:access') } })

export async function hive(path) {
  const first = await open(path)
  if (first.status !== 401) return first
  await smoke()
  return open(path)
}
