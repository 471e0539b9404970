import * as SecureStore from 'expo-secure-store';

export const SecureTokens = {
  access: () => SecureStore.getItemAsync('choir_access'),
  refresh: () => SecureStore.getItemAsync('choir_refresh'),
  async save(pair: { accessToken: string; refreshToken: string }) {
    await SecureStore.setItemAsync('choir_access', pair.accessToken);
    await SecureStore.setItemAsync('choir_refresh', pair.refreshToken);
  },
};
