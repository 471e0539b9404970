import * as SecureStore from 'expo-secure-store';

type Boot = { region: string; access: string | null };
let booted: Promise<Boot> | null = null;

async function load(): Promise<Boot> {
  const access = await SecureStore.getItemAsync('flea.access');
  const res = await fetch('https://api.example.com/config');
  if (!res.ok) throw new Error('config: ' + res.status);
  return { region: (await res.json()).region, access };
}

export function boot(): Promise<Boot> {
  if (!booted) {
    // ok: unreleased-flight
    booted = load().catch((why) => {
      booted = null;
      throw why;
    });
  }
  return booted;
}
