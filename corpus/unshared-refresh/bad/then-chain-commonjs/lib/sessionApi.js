const SecureStore = require('expo-secure-store');

exports.sessionApi = {
  extend: function () {
    return SecureStore.getItemAsync('news.refresh')
      .then(function (refreshToken) {
        return fetch('https://api.example.com/sessions/by-token', { // want: unshared-refresh
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ refreshToken: refreshToken }),
        });
      })
      .then(function (res) {
        if (!res.ok) throw new Error('extend: ' + res.status);
        return res.json();
      })
      .then(function (pair) {
        return SecureStore.setItemAsync('news.access', pair.accessToken)
          .then(() => SecureStore.setItemAsync('news.refresh', pair.refreshToken))
          .then(() => pair.accessToken);
      });
  },
};
