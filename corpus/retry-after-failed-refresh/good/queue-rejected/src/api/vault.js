import * as SecureStore from 'expo-secure-store';

export async function getTokens() {
  const [access, refresh] = await Promise.all([
    SecureStore.getItemAsync('cable_access'),
    SecureStore.getItemAsync('cable_refresh'),
  ]);
  return { access, refresh };
}

export async function saveTokens(access, refresh) {
  await SecureStore.setItemAsync('cable_access', access);
  await SecureStore.setItemAsync('cable_refresh', refresh);
}
