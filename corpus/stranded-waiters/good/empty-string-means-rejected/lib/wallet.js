const axios = require('axios');
const SecureStore = require('expo-secure-store');

exports.bearer = () => SecureStore.getItemAsync('bus.access');

exports.swap = () =>
  SecureStore.getItemAsync('bus.refresh')
    .then((refresh) => axios.post('https://api.example.com/token/refresh/', { refresh }))
    .then(({ data }) =>
      SecureStore.setItemAsync('bus.access', data.access)
        .then(() => SecureStore.setItemAsync('bus.refresh', data.refresh))
        .then(() => data.access),
    );
