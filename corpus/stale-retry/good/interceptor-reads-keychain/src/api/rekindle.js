const axios = require('axios');
const SecureStore = require('expo-secure-store');

let kindling = null;

module.exports = function rekindle(baseURL) {
  if (kindling) return kindling;
  kindling = SecureStore.getItemAsync('lamp_refresh_token')
    .then((refreshToken) => axios.post(`${baseURL}/auth/token/refresh`, { refreshToken }))
    .then(async ({ data }) => {
      await SecureStore.setItemAsync('lamp_token', data.token);
      await SecureStore.setItemAsync('lamp_refresh_token', data.refreshToken);
    })
    .finally(() => {
      kindling = null;
    });
  return kindling;
};
