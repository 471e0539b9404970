// jotai 2: atoms, stores, hooks, the utilities that keep an atom in a storage. Facts: jotai.org/docs.
import { known, store as hostStore } from 'host';
import { useRefresh } from './react.js';
import { isFunction, isObject, isThenable, nothing, same } from './shared.js';

export function atom(read, write) {
  const made = isFunction(read) ? { read, write } : { init: read, read: (get) => get(made), write };
  if (!isFunction(read) && !write) made.write = (get, set, next) => set(made, isFunction(next) ? next(get(made)) : next);
  return made;
}

export function createStore() {
  const values = new Map();
  const listeners = new Map();
  const mounted = new Set();
  const get = (one) => {
    if (values.has(one)) return values.get(one);
    if ('init' in one) return one.init;
    return one.read(get, { signal: new AbortController().signal, setSelf: (...args) => set(one, ...args) });
  };
  // Listeners hear at the end of the outermost write, if what they listen to has another value than before.
  let depth = 0;
  const tell = () => {
    for (const [one, all] of listeners) {
      const value = get(one);
      if (same(value, all.value)) continue;
      all.value = value;
      all.forEach((listener) => listener());
    }
  };
  const set = (one, ...args) => {
    depth++;
    try {
      return one.write(
        get,
        (other, ...more) => {
          if (other === one && 'init' in other) values.set(other, more[0]);
          else return set(other, ...more);
        },
        ...args,
      );
    } finally {
      if (--depth === 0) tell();
    }
  };
  const sub = (one, listener) => {
    if (!listeners.has(one)) listeners.set(one, new Set());
    const all = listeners.get(one);
    all.value = get(one);
    all.add(listener);
    if (one.onMount && !mounted.has(one)) {
      mounted.add(one);
      one.onMount((...args) => set(one, ...args));
    }
    return () => {
      all.delete(listener);
    };
  };
  return { get, set, sub };
}

let shared = null;
export const getDefaultStore = () => shared || (shared = createStore());
let provided = null;

export const Provider = ({ store, children }) => {
  if (store) provided = store;
  return children;
};

export const useStore = () => provided || getDefaultStore();

export function useAtomValue(one) {
  const store = useStore();
  useRefresh((refresh) => store.sub(one, refresh));
  return store.get(one);
}

export const useSetAtom =
  (one) =>
  (...args) =>
    useStore().set(one, ...args);
export const useAtom = (one) => [useAtomValue(one), useSetAtom(one)];

// -- jotai/utils

export function createJSONStorage(getStorage = () => localStorage) {
  return {
    getItem(key, initial) {
      // What an earlier run of the app has left is a token as such, or the text of an object.
      const read = (text) => {
        if (known(text) && !text) return initial;
        return known(text) && text.accessToken !== undefined && !isObject(initial) ? text : JSON.parse(text);
      };
      const text = getStorage().getItem(key);
      return isThenable(text) ? text.then(read) : read(text);
    },
    setItem: (key, value) => getStorage().setItem(key, JSON.stringify(value)),
    removeItem: (key) => getStorage().removeItem(key),
  };
}

const ofPage = hostStore('localStorage');
const page = createJSONStorage(() => ({
  getItem: (key) => ofPage.get(key),
  setItem: (key, value) => ofPage.set(key, value),
  removeItem: (key) => ofPage.remove(key),
}));

export const RESET = Symbol('RESET');

export function atomWithStorage(key, initial, storage = page, options = {}) {
  const base = atom(options.getOnInit ? storage.getItem(key, initial) : initial);
  base.onMount = (put) => {
    const stored = storage.getItem(key, initial);
    if (isThenable(stored)) stored.then(put);
    else put(stored);
  };
  const made = atom(
    (get) => get(base),
    (get, set, next) => {
      const value = isFunction(next) ? next(get(base)) : next;
      set(base, value === RESET ? initial : value);
      return value === RESET ? storage.removeItem(key) : storage.setItem(key, value);
    },
  );
  made.onMount = () => base.onMount((value) => useStore().set(base, value));
  return made;
}

export const atomWithReset = (initial) => {
  const made = atom(initial);
  const write = made.write;
  made.write = (get, set, next) => write(get, set, next === RESET ? initial : next);
  return made;
};
export const useResetAtom = (one) => () => useStore().set(one, RESET);
export const useHydrateAtoms = (pairs) => {
  for (const [one, value] of isObject(pairs) ? pairs : []) useStore().set(one, value);
};
export const selectAtom = (one, selector) => atom((get) => selector(get(one)));
export const loadable = (one) => atom((get) => ({ state: 'hasData', data: get(one) }));
export const atomFamily = (make) => {
  const made = new Map();
  const family = (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
  return Object.assign(family, { remove: (key) => made.delete(key) });
};
export const useAtomCallback =
  (work) =>
  (...args) =>
    work(
      (one) => useStore().get(one),
      (one, ...more) => useStore().set(one, ...more),
      ...args,
    );
export const useDebugValue = nothing;
