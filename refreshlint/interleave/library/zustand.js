// zustand 4 and 5: stores, the hook, and the middlewares. Facts: the package's documentation and source, 5.0.
//
// A store that persists reads its storage at once; until the program has written, what is stored is the state of a signed-in app.
import { known, register } from 'host';
import { useSyncExternalStore } from './react.js';
import { signedIn } from './session.js';
import { isFunction, isObject, isPlain, isThenable, nothing, produce, same } from './shared.js';

export function createStore(initializer) {
  if (initializer === undefined) return createStore;
  let state;
  const listeners = new Set();
  const getState = () => state;
  const setState = (partial, replace) => {
    const next = isFunction(partial) ? partial(state) : partial;
    if (same(next, state)) return;
    const before = state;
    const whole = replace === undefined || replace === null ? known(next) && !isObject(next) : replace;
    state = whole ? next : Object.assign({}, state, next);
    listeners.forEach((listener) => listener(state, before));
  };
  const subscribe = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  let initial;
  const api = { setState, getState, subscribe, getInitialState: () => initial, destroy: () => listeners.clear() };
  initial = state = initializer(setState, getState, api);
  register('session', () => {
    if (isPlain(state)) api.setState(signedIn(state), true);
  });
  return api;
}

const whole = (state) => state;

export const useStore = (api, selector = whole) => useSyncExternalStore(api.subscribe, () => selector(api.getState()));

export const useStoreWithEqualityFn = useStore;

export function create(initializer) {
  if (initializer === undefined) return create;
  const api = isFunction(initializer) ? createStore(initializer) : initializer;
  return Object.assign((selector) => useStore(api, selector), api);
}

export const createWithEqualityFn = create;

export function shallow(one, two) {
  if (same(one, two)) return true;
  if (!isObject(one) || !isObject(two)) return false;
  const keys = Object.keys(one);
  const others = Object.keys(two);
  return known(keys) && known(others) && keys.length === others.length && keys.every((key) => same(one[key], two[key]));
}

export function useShallow(selector) {
  let before;
  return (state) => {
    const next = selector(state);
    return shallow(before, next) ? before : (before = next);
  };
}

export default create;

// -- middlewares

export const devtools = (initializer) => (set, get, api) => initializer(set, get, api);

export const redux = (reducer, initial) => (set, get, api) => {
  api.dispatch = (action) => {
    set((state) => reducer(state, action));
    return action;
  };
  return { dispatch: (action) => api.dispatch(action), ...initial };
};

export const combine =
  (initial, make) =>
  (...args) =>
    Object.assign({}, initial, make(...args));

export const subscribeWithSelector = (initializer) => (set, get, api) => {
  const subscribe = api.subscribe;
  api.subscribe = (selector, listener, options) => {
    if (!listener) return subscribe(selector);
    const equal = (options && options.equalityFn) || same;
    let current = selector(api.getState());
    if (options && options.fireImmediately) listener(current, current);
    return subscribe((state) => {
      const next = selector(state);
      if (equal(current, next)) return;
      const before = current;
      listener((current = next), before);
    });
  };
  return initializer(set, get, api);
};

export const immer = (initializer) => (set, get, api) => {
  api.setState = (partial, replace) => set(isFunction(partial) ? (state) => produce(state, partial) : partial, replace);
  return initializer(api.setState, get, api);
};

// -- persist

export function createJSONStorage(getStorage, options) {
  let storage;
  try {
    storage = getStorage();
  } catch {
    return undefined;
  }
  const read = (text) => (known(text) && (text === null || text === undefined) ? null : JSON.parse(text, options && options.reviver));
  return {
    getItem(name) {
      const text = storage.getItem(name);
      return isThenable(text) ? text.then(read) : read(text);
    },
    setItem: (name, value) => storage.setItem(name, JSON.stringify(value, options && options.replacer)),
    removeItem: (name) => storage.removeItem(name),
  };
}

// As `then`, but at once where there is no promise.
function soon(work, value) {
  let result;
  try {
    result = work(value);
  } catch (error) {
    const failed = { then: () => failed, catch: (handle) => soon(handle, error) };
    return failed;
  }
  if (isThenable(result)) return result;
  const done = { then: (handle) => soon(handle, result), catch: () => done };
  return done;
}

export const persist = (initializer, given) => (set, get, api) => {
  let options = {
    partialize: whole,
    version: 0,
    merge: (stored, current) => ({ ...current, ...stored }),
    ...given,
  };
  if (!('storage' in options)) {
    const text = createJSONStorage(options.getStorage || (() => localStorage));
    options.storage = text && (options.serialize || options.deserialize) ? serialized(options) : text;
  }
  const starting = new Set();
  const finishing = new Set();
  let hydrated = false;
  let storage = options.storage;
  if (!storage) return initializer((...args) => set(...args), get, api);

  const write = () => storage.setItem(options.name, { state: options.partialize({ ...get() }), version: options.version });
  const setState = api.setState;
  api.setState = (state, replace) => {
    setState(state, replace);
    return write();
  };
  const initial = initializer(
    (...args) => {
      set(...args);
      return write();
    },
    get,
    api,
  );
  api.getInitialState = () => initial;
  let stored;

  const received = (content) => {
    if (known(content) && !content) return [false, undefined];
    const unwritten = !known(content) || !known(Object.keys(content)); // an answer has no list of properties
    if (unwritten) return [false, signedIn(options.partialize({ ...(get() ?? initial) }))];
    if (typeof content.version !== 'number' || content.version === options.version) return [false, content.state];
    if (!options.migrate) return [false, undefined];
    const migrated = options.migrate(content.state, content.version);
    return isThenable(migrated) ? migrated.then((state) => [true, state]) : [true, migrated];
  };

  const hydrate = () => {
    if (!storage) return undefined;
    hydrated = false;
    starting.forEach((listener) => listener(get() ?? initial));
    const after = options.onRehydrateStorage ? options.onRehydrateStorage(get() ?? initial) : undefined;
    const finished = isFunction(after) ? after : nothing;
    return soon((name) => storage.getItem(name), options.name)
      .then(received)
      .then(([migrated, state]) => {
        stored = options.merge(state, get() ?? initial);
        set(stored, true);
        if (migrated) return write();
      })
      .then(() => {
        finished(stored, undefined);
        stored = get();
        hydrated = true;
        finishing.forEach((listener) => listener(stored));
      })
      .catch((error) => {
        finished(undefined, error);
      });
  };

  const listening = (listeners) => (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  api.persist = {
    setOptions(next) {
      options = { ...options, ...next };
      if (next.storage) storage = next.storage;
    },
    clearStorage: () => storage.removeItem(options.name),
    getOptions: () => options,
    rehydrate: () => hydrate(),
    hasHydrated: () => hydrated,
    onHydrate: listening(starting),
    onFinishHydration: listening(finishing),
  };
  if (!options.skipHydration) hydrate();
  return stored || initial;
};

// The options of zustand before 4.3.
function serialized({ getStorage, serialize = JSON.stringify, deserialize = JSON.parse }) {
  const storage = getStorage ? getStorage() : localStorage;
  return {
    getItem: async (name) => {
      const text = await storage.getItem(name);
      return known(text) && text === null ? null : deserialize(text);
    },
    setItem: async (name, value) => storage.setItem(name, await serialize(value)),
    removeItem: (name) => storage.removeItem(name),
  };
}
