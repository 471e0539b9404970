// react-native-mmkv 2 to 4 (class MMKV, createMMKV) and react-native-mmkv-storage (MMKVLoader), as their documentation says: values by
// key, at once. Instances of one id share their content; undefined (null for the loader) where nothing is.

import { known, store } from 'host';
import { useState, useEffect } from 'react';

const opened = {};

const contentOf = (id) => {
  const name = known(id) ? id : 'unknown';
  opened[name] = opened[name] || { kept: store(`mmkv ${name}`), listeners: new Set() };
  return opened[name];
};

export class MMKV {
  #kept;
  #listeners;

  constructor(configuration) {
    this.id = (configuration && configuration.id) || 'mmkv.default';
    const { kept, listeners } = contentOf(this.id);
    this.#kept = kept;
    this.#listeners = listeners;
    this.size = 0;
    this.isReadOnly = false;
  }

  #read(key) {
    const value = this.#kept.get(key);
    return known(value) && value === null ? undefined : value;
  }

  #tell(key) {
    for (const listener of [...this.#listeners]) listener(key);
  }

  set(key, value) {
    this.#kept.set(key, value);
    this.#tell(key);
  }

  getString(key) {
    return this.#read(key);
  }

  getNumber(key) {
    const value = this.#read(key);
    return known(value) && typeof value === 'string' ? Number(value) : value;
  }

  getBoolean(key) {
    return this.#read(key);
  }

  getBuffer(key) {
    return this.#read(key);
  }

  contains(key) {
    const value = this.#read(key);
    return !known(value) || value !== undefined;
  }

  delete(key) {
    this.#kept.remove(key);
    this.#tell(key);
    return true;
  }

  remove(key) {
    return this.delete(key);
  }

  clearAll() {
    this.#kept.clear();
  }

  getAllKeys() {
    return this.#kept.keys();
  }

  recrypt() {}

  encrypt() {}

  decrypt() {}

  trim() {}

  addOnValueChangedListener(listener) {
    this.#listeners.add(listener);
    return { remove: () => this.#listeners.delete(listener) };
  }
}

export const createMMKV = (configuration) => new MMKV(configuration);

let usual;

export function useMMKV(configuration) {
  usual = usual || new MMKV();
  return configuration && configuration.id ? new MMKV(configuration) : usual;
}

const useValue = (read) => (key, instance) => {
  const from = instance || useMMKV();
  const [, again] = useState(0);
  useEffect(() => {
    const listener = from.addOnValueChangedListener((changed) => {
      if (changed === key) again((count) => count + 1);
    });
    return () => listener.remove();
  }, [from, key]);
  const set = (value) => {
    const next = typeof value === 'function' ? value(read(from, key)) : value;
    if (known(next) && (next === undefined || next === null)) from.delete(key);
    else from.set(key, next);
  };
  return [read(from, key), set];
};

export const useMMKVString = useValue((from, key) => from.getString(key));
export const useMMKVNumber = useValue((from, key) => from.getNumber(key));
export const useMMKVBoolean = useValue((from, key) => from.getBoolean(key));
export const useMMKVBuffer = useValue((from, key) => from.getBuffer(key));

const useObject = useValue((from, key) => {
  const text = from.getString(key);
  return known(text) && text === undefined ? undefined : JSON.parse(text);
});

export function useMMKVObject(key, instance) {
  const [value, set] = useObject(key, instance);
  const write = (next) => {
    const made = typeof next === 'function' ? next(value) : next;
    set(known(made) && (made === undefined || made === null) ? undefined : JSON.stringify(made));
  };
  return [value, write];
}

export function useMMKVListener(listener, instance) {
  const from = instance || useMMKV();
  useEffect(() => {
    const listening = from.addOnValueChangedListener(listener);
    return () => listening.remove();
  }, [from]);
}

export const Mode = { SINGLE_PROCESS: 1, MULTI_PROCESS: 2 };

// -- react-native-mmkv-storage

class LoadedStorage {
  #kept;

  constructor(id) {
    this.#kept = contentOf(id).kept;
  }

  getString(key, callback) {
    const value = this.#kept.get(key);
    if (typeof callback === 'function') callback(null, value);
    return value;
  }

  setString(key, value) {
    this.#kept.set(key, value);
    return true;
  }

  getMap(key) {
    const text = this.#kept.get(key);
    return known(text) && text === null ? null : JSON.parse(text);
  }

  setMap(key, value) {
    return this.setString(key, JSON.stringify(value));
  }

  removeItem(key) {
    this.#kept.remove(key);
    return true;
  }

  clearStore() {
    this.#kept.clear();
  }

  clearMemoryCache() {}

  getInt(key) {
    return this.getString(key);
  }

  setInt(key, value) {
    return this.setString(key, value);
  }

  getBool(key) {
    return this.getString(key);
  }

  setBool(key, value) {
    return this.setString(key, value);
  }

  getArray(key) {
    return this.getMap(key);
  }

  setArray(key, value) {
    return this.setMap(key, value);
  }

  getItem(key) {
    return Promise.resolve(this.getString(key));
  }

  setItem(key, value) {
    return Promise.resolve(this.setString(key, value));
  }

  async getStringAsync(key) {
    return this.getString(key);
  }

  async setStringAsync(key, value) {
    return this.setString(key, value);
  }

  async getMapAsync(key) {
    return this.getMap(key);
  }

  async setMapAsync(key, value) {
    return this.setMap(key, value);
  }
}

export class MMKVLoader {
  #id = 'default';

  withInstanceID(id) {
    this.#id = id;
    return this;
  }

  withEncryption() {
    return this;
  }

  initialize() {
    return new LoadedStorage(`loaded ${this.#id}`);
  }

  setProcessingMode() {
    return this;
  }

  encryptWithCustomKey() {
    return this;
  }

  setAccessibleIOS() {
    return this;
  }
}

export const MMKVStorage = { Loader: MMKVLoader };

export default MMKV;
