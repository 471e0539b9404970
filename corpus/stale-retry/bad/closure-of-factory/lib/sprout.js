const axios = require('axios');
const SecureStore = require('expo-secure-store');

let growing = null;

function sprout() {
  if (!growing) {
    growing = grow().finally(() => {
      growing = null;
    });
  }
  return growing;
}

async function grow() {
  const refreshToken = await SecureStore.getItemAsync('gh_refresh');
  const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('gh_access', data.accessToken);
  await SecureStore.setItemAsync('gh_refresh', data.refreshToken);
}

module.exports = { sprout };
