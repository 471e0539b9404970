import * as SecureStore from 'expo-secure-store'

class Orchard {
  #grafting = null

  constructor(root) {
    this.root = root
  }

  request(method, path, body) {
    return SecureStore.getItemAsync('orchard.access')
      .then((token) =>
        fetch(this.root + path, {
          method,
          body: body && JSON.stringify(body),
          headers: { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json' },
        }),
      )
      .then((res) => {
        if (res.status !== 401) return res
        return this.graft().then(() => this.request(method, path, body)) // want: unbounded-retry
      })
  }

  graft() {
    if (!this.#grafting) {
      this.#grafting = this.#cut().finally(() => {
        this.#grafting = null
      })
    }
    return this.#grafting
  }

  async #cut() {
    const refreshToken = await SecureStore.getItemAsync('orchard.refresh')
    const res = await fetch(this.root + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    })
    if (!res.ok) throw new Error('graft: ' + res.status)
    const pair = await res.json()
    await SecureStore.setItemAsync('orchard.access', pair.accessToken)
    await SecureStore.setItemAsync('orchard.refresh', pair.refreshToken)
  }
}

export const orchard = new Orchard('https://api.example.com')
