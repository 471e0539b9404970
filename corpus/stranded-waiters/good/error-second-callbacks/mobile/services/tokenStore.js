import * as SecureStore from 'expo-secure-store';

export const tokenStore = {
  access: () => SecureStore.getItemAsync('ski_access'),
  refresh: () => SecureStore.getItemAsync('ski_refresh'),
  async save(access, refresh) {
    await SecureStore.setItemAsync('ski_access', access);
    await SecureStore.setItemAsync('ski_refresh', refresh);
  },
};
