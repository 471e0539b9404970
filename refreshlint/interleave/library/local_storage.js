// expo-sqlite/localStorage/install: the storage of web pages over a database of the app, put in place when it is imported.

import { store } from 'host';

const kept = store('expo-sqlite/localStorage');

globalThis.localStorage = {
  getItem: (key) => kept.get(key),
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.remove(key),
  clear: () => kept.clear(),
};
