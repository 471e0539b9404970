import * as SecureStore from 'expo-secure-store';

type Kind = 'access' | 'refresh';

export const tokens = {
  get: (kind: Kind) => SecureStore.getItemAsync(`carlog_${kind}_token`),
  put: (kind: Kind, value: string) => SecureStore.setItemAsync(`carlog_${kind}_token`, value),
};
