import AsyncStorage from '@react-native-async-storage/async-storage';

export interface Pair {
  accessToken: string;
  refreshToken: string;
}

const SLOT = { access: 'guide.access', refresh: 'guide.refresh' };

export async function keepPair({ accessToken, refreshToken }: Pair): Promise<void> {
  await AsyncStorage.setItem(SLOT.access, accessToken); // want: plaintext-token-storage
  await AsyncStorage.setItem(SLOT.refresh, refreshToken);
}

export const heldAccess = () => AsyncStorage.getItem(SLOT.access);
export const heldRefresh = () => AsyncStorage.getItem(SLOT.refresh);

export async function emptyWallet(): Promise<void> {
  await AsyncStorage.multiRemove([SLOT.access, SLOT.refresh]);
}
