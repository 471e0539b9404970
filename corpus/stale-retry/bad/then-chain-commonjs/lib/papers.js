var SecureStore = require('expo-secure-store')
var session = require('./session')

var ROOT = 'https://api.example.com'

function fetchPaper(path) {
    return SecureStore.getItemAsync('paper_access').then(function (access) {
        var options = { headers: { Accept: 'application/json', Authorization: 'Bearer ' + access } }
        return fetch(ROOT + path, options)
            .then(function (res) {
                if (res.status !== 401) return res
                return session.extend(ROOT).then(function () {
                    return fetch(ROOT + path, options) // want: stale-retry
                })
            })
            .then(function (res) {
                if (!res.ok) throw new Error('HTTP ' + res.status)
                return res.json()
            })
    })
}

module.exports = { fetchPaper: fetchPaper }
