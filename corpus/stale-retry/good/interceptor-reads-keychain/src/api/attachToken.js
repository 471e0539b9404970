const SecureStore = require('expo-secure-store');

module.exports = async function attachToken(config) {
  const token = await SecureStore.getItemAsync('lamp_token');
  if (token) {
    config.headers['Authorization'] = `Bearer ${token}`;
  }
  return config;
};
