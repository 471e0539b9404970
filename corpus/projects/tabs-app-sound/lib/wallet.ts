import * as SecureStore from 'expo-secure-store';

export interface Pair {
  accessToken: string;
  refreshToken: string;
}

const SLOT = { access: 'guide.access', refresh: 'guide.refresh' };

export async function keepPair({ accessToken, refreshToken }: Pair): Promise<void> {
  // ok: plaintext-token-storage
  await SecureStore.setItemAsync(SLOT.access, accessToken);
  await SecureStore.setItemAsync(SLOT.refresh, refreshToken);
}

export const heldAccess = () => SecureStore.getItemAsync(SLOT.access);
export const heldRefresh = () => SecureStore.getItemAsync(SLOT.refresh);

export async function emptyWallet(): Promise<void> {
  await SecureStore.deleteItemAsync(SLOT.access);
  await SecureStore.deleteItemAsync(SLOT.refresh);
}
