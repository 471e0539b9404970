// @react-native-async-storage/async-storage 1 to 3 and the names it had before, as its documentation says: text by key, each call a
// promise and, if asked for, a callback (error, result). Here also expo-sqlite/kv-store, which has the same methods and more.

import { known, later, store } from 'host';

function make(kept) {
  const run = async (work, callback) => {
    const result = await later(work);
    if (typeof callback === 'function') callback(null, result);
    return result;
  };
  const merge = (key, value) => {
    const before = kept.get(key);
    kept.set(key, known(before) && before === null ? value : JSON.stringify({ ...JSON.parse(before), ...JSON.parse(value) }));
  };
  const each = (pairs, write) => pairs.forEach(([key, value]) => write(key, value));
  const all = (keys) => keys.map((key) => [key, kept.get(key)]);
  const put = (key, value) => kept.set(key, typeof value === 'function' ? value(kept.get(key)) : value);
  return {
    getItem: (key, callback) => run(() => kept.get(key), callback),
    setItem: (key, value, callback) => run(() => put(key, value), callback),
    removeItem: (key, callback) => run(() => kept.remove(key), callback),
    mergeItem: (key, value, callback) => run(() => merge(key, value), callback),
    clear: (callback) => run(() => kept.clear(), callback),
    getAllKeys: (callback) => run(() => kept.keys(), callback),
    multiGet: (keys, callback) => run(() => all(keys), callback),
    multiSet: (pairs, callback) => run(() => each(pairs, (key, value) => kept.set(key, value)), callback),
    multiRemove: (keys, callback) => run(() => keys.forEach((key) => kept.remove(key)), callback),
    multiMerge: (pairs, callback) => run(() => each(pairs, merge), callback),
    flushGetRequests: () => undefined,
    // version 3
    getMany: (keys) => run(() => Object.fromEntries(all(keys))),
    setMany: (entries) => run(() => each(Object.entries(entries), (key, value) => kept.set(key, value))),
    removeMany: (keys) => run(() => keys.forEach((key) => kept.remove(key))),
    // expo-sqlite/kv-store
    getItemAsync: (key) => run(() => kept.get(key)),
    setItemAsync: (key, value) => run(() => put(key, value)),
    removeItemAsync: (key) => run(() => kept.remove(key)),
    clearAsync: () => run(() => kept.clear()),
    getAllKeysAsync: () => run(() => kept.keys()),
    getItemSync: (key) => kept.get(key),
    setItemSync: put,
    removeItemSync: (key) => kept.remove(key),
    clearSync: () => kept.clear(),
    getAllKeysSync: () => kept.keys(),
  };
}

const AsyncStorage = make(store('async-storage'));

export function useAsyncStorage(key) {
  return {
    getItem: (callback) => AsyncStorage.getItem(key, callback),
    setItem: (value, callback) => AsyncStorage.setItem(key, value, callback),
    mergeItem: (value, callback) => AsyncStorage.mergeItem(key, value, callback),
    removeItem: (callback) => AsyncStorage.removeItem(key, callback),
  };
}

export const createAsyncStorage = (name) => make(store(`async-storage ${name}`));

export const Storage = AsyncStorage;
export { AsyncStorage };
export default AsyncStorage;
