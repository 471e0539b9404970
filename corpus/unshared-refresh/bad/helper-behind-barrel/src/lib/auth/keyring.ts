import * as SecureStore from 'expo-secure-store';

export type Pair = { access: string; refresh: string };

export async function readPair(): Promise<Pair | null> {
  const raw = await SecureStore.getItemAsync('fuel.pair');
  return raw ? (JSON.parse(raw) as Pair) : null;
}

export async function writePair(pair: Pair): Promise<void> {
  await SecureStore.setItemAsync('fuel.pair', JSON.stringify(pair));
}
