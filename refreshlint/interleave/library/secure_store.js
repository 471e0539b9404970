// expo-secure-store 15, as its reference says: the keychain of the device, asynchronous and synchronous. What is written must be text.

import { known, later, store } from 'host';

const kept = store('expo-secure-store');

const check = (value) => {
  if (known(value) && typeof value !== 'string') {
    throw new Error('Invalid value provided to SecureStore. Values must be strings.');
  }
};

export const getItemAsync = (key) => later(() => kept.get(key));

export async function setItemAsync(key, value) {
  check(value);
  await later(() => kept.set(key, value));
}

export const deleteItemAsync = (key) => later(() => kept.remove(key));

export const getItem = (key) => kept.get(key);

export function setItem(key, value) {
  check(value);
  kept.set(key, value);
}

export const isAvailableAsync = async () => true;

export const canUseBiometricAuthentication = () => true;

export const AFTER_FIRST_UNLOCK = 0;
export const AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY = 1;
export const ALWAYS = 2;
export const WHEN_PASSCODE_SET_THIS_DEVICE_ONLY = 3;
export const ALWAYS_THIS_DEVICE_ONLY = 4;
export const WHEN_UNLOCKED = 5;
export const WHEN_UNLOCKED_THIS_DEVICE_ONLY = 6;
