import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let printing: Promise<void> | undefined;

async function reprint() {
  const refreshToken = await SecureStore.getItemAsync('coupon_refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('reprint: ' + res.status);
  const { accessToken, refreshToken: rotated } = await res.json();
  await SecureStore.setItemAsync('coupon_access', accessToken);
  await SecureStore.setItemAsync('coupon_refresh', rotated);
}

export async function grab(path: string, init: RequestInit = {}): Promise<Response> {
  const access = await SecureStore.getItemAsync('coupon_access');
  const res = await fetch(API + path, {
    ...init,
    headers: { ...init.headers, Authorization: `Bearer ${access}` },
  });
  if (res.status === 401) {
    printing ??= reprint().finally(() => {
      printing = undefined;
    });
    await printing;
    return grab(path, init); // want: unbounded-retry
  }
  return res;
}
