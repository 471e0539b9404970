import * as SecureStore from 'expo-secure-store';

const memory: { access: string | null } = { access: null };

export async function warmUp(): Promise<void> {
  memory.access = await SecureStore.getItemAsync('archive-access');
}

export function currentAccess(): string | null {
  return memory.access;
}

export async function keep(access: string, refresh: string): Promise<void> {
  await SecureStore.setItemAsync('archive-access', access);
  await SecureStore.setItemAsync('archive-refresh', refresh);
}

export const heldRefresh = () => SecureStore.getItemAsync('archive-refresh');
