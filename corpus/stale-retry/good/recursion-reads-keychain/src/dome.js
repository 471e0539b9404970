import * as Keychain from 'react-native-keychain';

const ORIGIN = 'https://api.example.com';
const ACCESS = { service: 'dome.access' };
const REFRESH = { service: 'dome.refresh' };

let spinning = null;

async function spin() {
  const kept = await Keychain.getGenericPassword(REFRESH);
  if (!kept) throw new Error('nobody is signed in');
  const res = await fetch(ORIGIN + '/sessions/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Refresh-Token': kept.password },
  });
  if (!res.ok) throw new Error('spin: ' + res.status);
  const { accessToken, refreshToken } = await res.json();
  await Keychain.setGenericPassword('dome', accessToken, ACCESS);
  await Keychain.setGenericPassword('dome', refreshToken, REFRESH);
}

export async function show(path, tries = 0) {
  const kept = await Keychain.getGenericPassword(ACCESS);
  const res = await fetch(ORIGIN + path, {
    headers: kept ? { Authorization: `Bearer ${kept.password}` } : {},
  });
  switch (res.status) {
    case 200:
      return res.json();
    case 401:
      if (tries > 0) throw new Error('still refused');
      spinning ??= spin().finally(() => {
        spinning = null;
      });
      await spinning;
      // ok: stale-retry
      return show(path, tries + 1);
    default:
      throw new Error('show: ' + res.status);
  }
}
