let exchange = null

function raw(method, url, body) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open(method, '/api' + url)
    xhr.setRequestHeader('Content-Type', 'application/json')
    xhr.setRequestHeader('Authorization', 'Bearer ' + localStorage.getItem('meter_access'))
    xhr.onload = () => resolve(xhr)
    xhr.onerror = () => reject(new Error('offline'))
    xhr.send(body ? JSON.stringify(body) : null)
  })
}

export function ajax(method, url, body) {
  return raw(method, url, body)
    .then((xhr) => {
      if (xhr.status !== 401) return xhr
      return next().then(() => raw(method, url, body))
    })
    .then((xhr) => {
      if (xhr.status >= 400) throw new Error(method + ' ' + url + ' -> ' + xhr.status)
      return JSON.parse(xhr.responseText)
    })
}

function next() {
  if (exchange) return exchange
  const refresh_token = localStorage.getItem('meter_refresh')
  exchange = ajax('POST', '/token/refresh', { refresh_token }) // want: refresh-through-interceptor
    .then((pair) => {
      localStorage.setItem('meter_access', pair.access_token)
      localStorage.setItem('meter_refresh', pair.refresh_token)
    })
    .finally(() => {
      exchange = null
    })
  return exchange
}
