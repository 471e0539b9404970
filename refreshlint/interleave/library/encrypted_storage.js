// react-native-encrypted-storage 4, react-native-sensitive-info 5 and 6, rn-secure-storage 3, as their documentation says: encrypted
// text by key, each call a promise (callbacks (error, result) if asked for). They differ in how an entry is removed or looked for.

import { known, later, store } from 'host';

const kept = store('encrypted storage');

const run = async (work, callback) => {
  const result = await later(work);
  if (typeof callback === 'function') callback(null, result);
  return result;
};

const has = (key) => {
  const value = kept.get(key);
  return !known(value) || value !== null;
};

export const getItem = (key, callback) => run(() => kept.get(key), callback);
export const setItem = (key, value, callback) => run(() => kept.set(key, value), callback);
export const removeItem = (key, callback) => run(() => kept.remove(key), callback);
export const deleteItem = removeItem;
export const clear = (callback) => run(() => kept.clear(), callback);
export const hasItem = (key) => run(() => has(key));
export const exist = hasItem;
export const exists = hasItem;
export const getAllKeys = () => run(() => kept.keys());
export const getAllItems = () => run(() => Object.fromEntries(kept.keys().map((key) => [key, kept.get(key)])));
export const multiGet = (keys) => run(() => keys.map((key) => [key, kept.get(key)]));
export const multiSet = (pairs) => run(() => pairs.forEach(([key, value]) => kept.set(key, value)));
export const multiRemove = (keys) => run(() => keys.forEach((key) => kept.remove(key)));
export const isSensorAvailable = async () => false;
export const hasEnrolledFingerprints = async () => false;

export const ACCESSIBLE = {
  WHEN_UNLOCKED: 'AccessibleWhenUnlocked',
  AFTER_FIRST_UNLOCK: 'AccessibleAfterFirstUnlock',
  ALWAYS: 'AccessibleAlways',
  WHEN_PASSCODE_SET_THIS_DEVICE_ONLY: 'AccessibleWhenPasscodeSetThisDeviceOnly',
  WHEN_UNLOCKED_THIS_DEVICE_ONLY: 'AccessibleWhenUnlockedThisDeviceOnly',
  AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 'AccessibleAfterFirstUnlockThisDeviceOnly',
};

export default {
  getItem, setItem, removeItem, deleteItem, clear, hasItem, exist, exists, getAllKeys, getAllItems, multiGet, multiSet, multiRemove,
  isSensorAvailable, hasEnrolledFingerprints, ACCESSIBLE,
};
