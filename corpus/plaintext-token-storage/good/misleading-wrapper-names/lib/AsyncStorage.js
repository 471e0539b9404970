import * as SecureStore from 'expo-secure-store'

const AsyncStorage = {
  setItem(name, value) {
    return SecureStore.setItemAsync(name.replace(/[^\w.-]/g, '_'), value)
  },
  getItem(name) {
    return SecureStore.getItemAsync(name.replace(/[^\w.-]/g, '_'))
  },
}

export default AsyncStorage
