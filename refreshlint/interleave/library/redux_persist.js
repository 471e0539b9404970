// redux-persist 6: what is kept of a reducer's state, and how it comes back. Facts: the package's documentation and source.
//
// The state is written in one piece, soon after a change. Until the program has written, the state of a signed-in app is stored.
import { known, store as hostStore } from 'host';
import { combineReducers } from './redux.js';
import { isFunction, isObject, isPlain, nothing, same } from './shared.js';
import { signedIn } from './session.js';

export const KEY_PREFIX = 'persist:';
export const FLUSH = 'persist/FLUSH';
export const REHYDRATE = 'persist/REHYDRATE';
export const PAUSE = 'persist/PAUSE';
export const PERSIST = 'persist/PERSIST';
export const PURGE = 'persist/PURGE';
export const REGISTER = 'persist/REGISTER';
export const DEFAULT_VERSION = -1;

const kept = ({ whitelist, blacklist }, key) =>
  key !== '_persist' && (!whitelist || whitelist.includes(key)) && (!blacklist || !blacklist.includes(key));
const nameOf = (config) => `${config.keyPrefix === undefined ? KEY_PREFIX : config.keyPrefix}${config.key}`;
const transformed = (config, way, value, key, state) => {
  const transforms = config.transforms || [];
  for (const each of way === 'in' ? transforms : [...transforms].reverse()) if (isFunction(each[way])) value = each[way](value, key, state);
  return value;
};

export const createTransform = (inward, outward, { whitelist, blacklist } = {}) => {
  const only = (work) => (value, key, state) => (isFunction(work) && kept({ whitelist, blacklist }, key) ? work(value, key, state) : value);
  return { in: only(inward), out: only(outward) };
};

async function storedState(config, state) {
  const text = await config.storage.getItem(nameOf(config));
  if (known(text) && !text) return undefined;
  const content = known(text) && text.accessToken === undefined ? JSON.parse(text) : undefined;
  if (content === undefined) {
    const made = {};
    const full = signedIn(state);
    for (const key of Object.keys(full)) if (kept(config, key)) made[key] = full[key];
    return made;
  }
  const made = {};
  for (const key of Object.keys(content)) {
    const value = content[key];
    made[key] = transformed(config, 'out', config.deserialize === false ? value : JSON.parse(value), key, content);
  }
  return made;
}

function written(config, state) {
  const content = {};
  for (const key of Object.keys(state)) {
    if (!kept(config, key) && key !== '_persist') continue;
    const value = key === '_persist' ? state[key] : transformed(config, 'in', state[key], key, state);
    if (!known(value) || value !== undefined) content[key] = config.serialize === false ? value : JSON.stringify(value);
  }
  return config.storage.setItem(nameOf(config), config.serialize === false ? content : JSON.stringify(content));
}

export const autoMergeLevel1 = (inbound, original, reduced) => {
  const merged = { ...reduced };
  if (!isObject(inbound)) return merged;
  for (const key of Object.keys(inbound)) if (key !== '_persist' && same(original[key], reduced[key])) merged[key] = inbound[key];
  return merged;
};

export const autoMergeLevel2 = (inbound, original, reduced) => {
  const merged = { ...reduced };
  if (!isObject(inbound)) return merged;
  for (const key of Object.keys(inbound)) {
    if (key === '_persist' || !same(original[key], reduced[key])) continue;
    merged[key] = isPlain(reduced[key]) && !Array.isArray(reduced[key]) ? { ...merged[key], ...inbound[key] } : inbound[key];
  }
  return merged;
};

export const hardSet = (inbound) => inbound;

export function persistReducer(config, reducer) {
  const merge = config.stateReconciler === undefined ? autoMergeLevel1 : config.stateReconciler;
  let paused = true;
  let purging = false;
  let dirty = null;
  const flush = () => {
    const state = dirty;
    dirty = null;
    return state ? written(config, state) : undefined;
  };
  const update = (state) => {
    if (!state._persist || !state._persist.rehydrated || paused) return state;
    if (dirty === null) queueMicrotask(flush);
    dirty = state;
    return state;
  };
  return (state, action) => {
    const { _persist: status, ...rest } = state || {};
    const before = state === undefined ? undefined : rest;
    if (action.type === PERSIST) {
      paused = false;
      const next = reducer(before, action);
      if (status) return { ...next, _persist: status };
      action.register(config.key);
      const migrate = config.migrate || ((stored) => Promise.resolve(stored));
      const version = config.version === undefined ? DEFAULT_VERSION : config.version;
      storedState(config, next)
        .then((stored) => migrate(stored, version))
        .then(
          (stored) => action.rehydrate(config.key, stored),
          (error) => action.rehydrate(config.key, undefined, error),
        );
      return { ...next, _persist: { version, rehydrated: false } };
    }
    if (action.type === PURGE) {
      purging = true;
      action.result(config.storage.removeItem(nameOf(config)));
      return { ...reducer(before, action), _persist: status };
    }
    if (action.type === FLUSH) {
      action.result(flush());
      return { ...reducer(before, action), _persist: status };
    }
    if (action.type === PAUSE) paused = true;
    if (action.type === REHYDRATE) {
      if (purging) return { ...rest, _persist: { ...status, rehydrated: true } };
      if (action.key === config.key) {
        const reduced = reducer(before, action);
        const merged = merge && action.payload !== undefined ? merge(action.payload, rest, reduced, config) : reduced;
        return update({ ...merged, _persist: { ...status, rehydrated: true } });
      }
    }
    if (!status) return reducer(state, action);
    const next = reducer(before, action);
    return same(next, before) ? state : update({ ...next, _persist: status });
  };
}

export const persistCombineReducers = (config, reducers) =>
  persistReducer({ stateReconciler: autoMergeLevel2, ...config }, combineReducers(reducers));

export function persistStore(store, options, done) {
  let registry = [];
  let ready = false;
  const listeners = new Set();
  const change = (waiting) => {
    registry = waiting;
    const first = registry.length === 0 && !ready;
    ready = ready || first;
    listeners.forEach((listener) => listener());
    if (first && isFunction(done)) done();
  };
  const ask = (type) => {
    const results = [];
    store.dispatch({ type, result: (result) => results.push(result) });
    return Promise.all(results);
  };
  const persistor = {
    getState: () => ({ registry, bootstrapped: ready }),
    dispatch: (action) => action,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    purge: () => ask(PURGE),
    flush: () => ask(FLUSH),
    pause: () => {
      store.dispatch({ type: PAUSE });
    },
    persist: () => {
      store.dispatch({
        type: PERSIST,
        register: (key) => {
          registry.push(key);
        },
        rehydrate(key, payload, err) {
          store.dispatch({ type: REHYDRATE, payload, err, key });
          change(registry.filter((each) => each !== key));
        },
      });
    },
  };
  if (!(options && options.manualPersist)) persistor.persist();
  return persistor;
}

export const createMigrate = (migrations) => (state, version) => {
  const from = (state && state._persist && state._persist.version) ?? DEFAULT_VERSION;
  if (!state || from >= version) return Promise.resolve(state);
  const keys = Object.keys(migrations)
    .map(Number)
    .filter((key) => key > from && key <= version);
  return new Promise((resolve) => resolve(keys.sort((one, two) => one - two).reduce((now, key) => migrations[key](now), state)));
};

export const createPersistoid = () => ({ update: nothing, flush: nothing });
export const getStoredState = (config) => storedState(config, {});
export const purgeStoredState = (config) => config.storage.removeItem(nameOf(config));

// -- redux-persist/integration/react and the storages of a page

export const PersistGate = ({ children, loading, persistor }) => {
  const child = isFunction(children) ? children(persistor.getState().bootstrapped) : children;
  return child || loading;
};

const ofPage = (name) => {
  const content = hostStore(name);
  return {
    getItem: (key) => Promise.resolve(content.get(key)),
    setItem: (key, value) => Promise.resolve(content.set(key, value)),
    removeItem: (key) => Promise.resolve(content.remove(key)),
  };
};

export const storage = ofPage('localStorage');
export const sessionStorage = ofPage('sessionStorage');
export const createWebStorage = (kind) => ofPage(`${kind}Storage`);
