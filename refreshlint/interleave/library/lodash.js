// lodash 4: the functions that clients use around requests; timers and caches as its documentation says.
import { known, unknown } from 'host';
import { isFunction, isObject, isPlain, nothing, same } from './shared.js';

const { isArray } = Array;

export { isFunction, isObject };
export const noop = nothing;
export const identity = (value) => value;
export const isString = (value) => typeof value === 'string';
export const isNumber = (value) => typeof value === 'number';
export const isBoolean = (value) => typeof value === 'boolean';
export const isUndefined = (value) => value === undefined;
export const isNull = (value) => value === null;
export const isNil = (value) => value === undefined || value === null;
export const isError = (value) => isObject(value) && value instanceof Error;
export const isPlainObject = (value) => isPlain(value) && !isArray(value);
export { isArray };

export function isEmpty(value) {
  if (!known(value)) return unknown('whether it is empty');
  if (typeof value === 'string' || isArray(value)) return value.length === 0;
  if (!isObject(value)) return true;
  if (value instanceof Map || value instanceof Set) return value.size === 0;
  return Object.keys(value).length === 0;
}

export function isEqual(one, two) {
  const work = [[one, two]];
  while (work.length > 0) {
    const [left, right] = work.pop();
    if (!isObject(left) || !isObject(right)) {
      if (!same(left, right)) return false;
      continue;
    }
    const keys = Object.keys(left);
    const others = Object.keys(right);
    if (left === right) continue;
    if (!known(keys) || !known(others) || keys.length !== others.length) return false;
    for (const key of keys) work.push([left[key], right[key]]);
  }
  return true;
}

// -- functions over time

export function debounce(work, wait = 0, { leading = false, trailing = true, throttled = false } = {}) {
  let timer = null;
  let last = null;
  let result;
  let called = -Infinity;
  let ran = -Infinity;
  const run = () => {
    const [self, args] = last;
    last = null;
    ran = Date.now();
    result = work.apply(self, args);
    return result;
  };
  const left = () => Math.min(called + wait, throttled ? ran + wait : Infinity) - Date.now();
  const end = () => {
    if (left() > 0) {
      timer = setTimeout(end, left());
      return;
    }
    timer = null;
    if (trailing && last) run();
    last = null;
  };
  function debounced(...args) {
    const due = left() <= 0;
    last = [this, args];
    called = Date.now();
    if (due && timer === null) {
      ran = called;
      timer = setTimeout(end, wait);
      return leading ? run() : result;
    }
    if (due && throttled) {
      clearTimeout(timer);
      timer = setTimeout(end, wait);
      return run();
    }
    if (timer === null) timer = setTimeout(end, wait);
    return result;
  }
  debounced.cancel = () => {
    clearTimeout(timer);
    timer = last = null;
    called = ran = -Infinity;
  };
  debounced.flush = () => {
    if (timer === null) return result;
    clearTimeout(timer);
    timer = null;
    return trailing && last ? run() : result;
  };
  debounced.pending = () => timer !== null;
  return debounced;
}

export const throttle = (work, wait, options = {}) => debounce(work, wait, { leading: true, ...options, throttled: true });

export const before = (count, work) => {
  let left = count;
  let result;
  return function limited(...args) {
    if (--left > 0) result = work.apply(this, args);
    return result;
  };
};

export const once = (work) => before(2, work);

export const after = (count, work) => {
  let left = count;
  return function late(...args) {
    return --left < 1 ? work.apply(this, args) : undefined;
  };
};

export function memoize(work, resolver) {
  function memoized(...args) {
    const key = resolver ? resolver.apply(this, args) : args[0];
    const { cache } = memoized;
    if (cache.has(key)) return cache.get(key);
    const result = work.apply(this, args);
    cache.set(key, result);
    return result;
  }
  memoized.cache = new Map();
  return memoized;
}

export const delay = (work, wait, ...args) => setTimeout(work, wait, ...args);
export const defer = (work, ...args) => setTimeout(work, 1, ...args);
export const partial =
  (work, ...first) =>
  (...rest) =>
    work(...first, ...rest);
export const bind = (work, self, ...first) => work.bind(self, ...first);
export const flow = (...works) =>
  works.flat().reduce(
    (inner, outer) =>
      (...args) =>
        outer(inner(...args)),
  );

export function attempt(work, ...args) {
  try {
    return work(...args);
  } catch (error) {
    return error;
  }
}

// -- objects

const pathOf = (path) =>
  isArray(path)
    ? path
    : String(path)
        .split(/[.[\]]+/)
        .filter((part) => part !== '');

export function get(object, path, fallback) {
  let at = object;
  for (const key of pathOf(path)) {
    if (isNil(at)) return fallback;
    at = at[key];
  }
  return known(at) && at === undefined ? fallback : at;
}

export const has = (object, path) => get(object, path) !== undefined;

export function set(object, path, value) {
  const keys = pathOf(path);
  let at = object;
  keys.slice(0, -1).forEach((key) => {
    if (!isObject(at[key])) at[key] = {};
    at = at[key];
  });
  at[keys[keys.length - 1]] = value;
  return object;
}

export function unset(object, path) {
  const keys = pathOf(path);
  const holder = keys.length > 1 ? get(object, keys.slice(0, -1)) : object;
  return isNil(holder) || delete holder[keys[keys.length - 1]];
}

export function pick(object, ...names) {
  const made = {};
  for (const name of names.flat()) if (!isNil(object) && name in object) made[name] = object[name];
  return made;
}

export function omit(object, ...names) {
  const made = { ...object };
  for (const name of names.flat()) delete made[name];
  return made;
}

export const pickBy = (object, wanted = identity) =>
  Object.fromEntries(Object.entries(object).filter(([key, value]) => wanted(value, key)));
export const omitBy = (object, unwanted = identity) => pickBy(object, (value, key) => !unwanted(value, key));
export const mapValues = (object, work) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, work(value, key)]));
export const mapKeys = (object, work) => Object.fromEntries(Object.entries(object).map(([key, value]) => [work(value, key), value]));
export const assign = Object.assign;
export const extend = Object.assign;
export const defaults = (object, ...sources) => Object.assign(object, ...[...sources].reverse(), { ...object });
export const { keys, values, entries } = Object;
export const toPairs = Object.entries;
export const fromPairs = Object.fromEntries;
export const clone = (value) => (isPlain(value) ? (isArray(value) ? [...value] : { ...value }) : value);

export function cloneDeep(value) {
  if (!isPlain(value)) return value;
  const made = clone(value);
  const work = [made];
  while (work.length > 0) {
    const at = work.pop();
    const names = Object.keys(at);
    if (!known(names)) continue;
    for (const name of names) {
      if (!isPlain(at[name])) continue;
      at[name] = clone(at[name]);
      work.push(at[name]);
    }
  }
  return made;
}

export function merge(target, ...sources) {
  const work = sources.map((source) => [target, source]).reverse();
  while (work.length > 0) {
    const [into, from] = work.pop();
    if (!isObject(from)) continue;
    const names = Object.keys(from);
    if (!known(names)) {
      Object.assign(into, from);
      continue;
    }
    for (const name of names) {
      const value = from[name];
      if (isPlain(value) && isPlain(into[name])) work.push([into[name], value]);
      else if (!known(value) || value !== undefined) into[name] = cloneDeep(value);
    }
  }
  return target;
}

// -- lists

const listed = (list) => (isArray(list) ? list : isObject(list) ? Object.values(list) : known(list) ? [] : list);
const by = (one) => {
  if (isFunction(one)) return one;
  if (isObject(one)) return (item) => Object.keys(one).every((key) => isEqual(item[key], one[key]));
  return (item) => get(item, one);
};
export const map = (list, work = identity) => listed(list).map(by(work));
export const forEach = (list, work) => {
  if (isArray(list)) list.forEach(work);
  else if (isObject(list)) for (const key of Object.keys(list)) work(list[key], key);
  return list;
};
export const each = forEach;
export const filter = (list, wanted = identity) => listed(list).filter(by(wanted));
export const reject = (list, unwanted) => listed(list).filter((item) => !by(unwanted)(item));
export const find = (list, wanted) => listed(list).find(by(wanted));
export const findIndex = (list, wanted) => listed(list).findIndex(by(wanted));
export const some = (list, wanted = identity) => listed(list).some(by(wanted));
export const every = (list, wanted = identity) => listed(list).every(by(wanted));
export const reduce = (list, work, first) => listed(list).reduce(work, first);
export const includes = (list, item) => (typeof list === 'string' ? list : listed(list)).includes(item);
export const first = (list) => listed(list)[0];
export const head = first;
export const last = (list) => listed(list)[listed(list).length - 1];
export const size = (list) => listed(list).length;
export const compact = (list) => listed(list).filter(Boolean);
export const flatten = (list) => listed(list).flat();
export const uniq = (list) => [...new Set(listed(list))];
export const castArray = (value) => (isArray(value) ? value : [value]);
export const remove = (list, unwanted) => {
  const gone = list.filter(by(unwanted));
  for (const item of gone) list.splice(list.indexOf(item), 1);
  return gone;
};
export const pull = (list, ...items) => {
  remove(list, (item) => items.includes(item));
  return list;
};
export const keyBy = (list, key) => Object.fromEntries(listed(list).map((item) => [by(key)(item), item]));
export const groupBy = (list, key) => Object.groupBy(listed(list), by(key));
export const sortBy = (list) => [...listed(list)];
export const orderBy = sortBy;
export const range = (start, end) =>
  Array.from({ length: end === undefined ? start : end - start }, (item, at) => (end === undefined ? at : start + at));
export const times = (count, work) => range(count).map(work);

let ids = 0;
export const uniqueId = (prefix = '') => `${prefix}${++ids}`;
export const now = () => Date.now();
export const toString = (value) => (isNil(value) ? '' : String(value));
export const trim = (text) => text.trim();
export const toLower = (text) => text.toLowerCase();
export const toUpper = (text) => text.toUpperCase();
export const upperFirst = (text) => text[0].toUpperCase() + text.slice(1);
export const capitalize = (text) => upperFirst(text.toLowerCase());
export const startsWith = (text, start) => text.startsWith(start);
export const endsWith = (text, end) => text.endsWith(end);
export const camelCase = (text) => text.replace(/[-_ ]+(\w)/g, (whole, letter) => letter.toUpperCase());
export const random = () => unknown('a random number');

export default {
  after,
  assign,
  attempt,
  before,
  bind,
  camelCase,
  capitalize,
  castArray,
  clone,
  cloneDeep,
  compact,
  debounce,
  defaults,
  defer,
  delay,
  each,
  endsWith,
  entries,
  every,
  extend,
  filter,
  find,
  findIndex,
  first,
  flatten,
  flow,
  forEach,
  fromPairs,
  get,
  groupBy,
  has,
  head,
  identity,
  includes,
  isArray,
  isBoolean,
  isEmpty,
  isEqual,
  isError,
  isFunction,
  isNil,
  isNull,
  isNumber,
  isObject,
  isPlainObject,
  isString,
  isUndefined,
  keyBy,
  keys,
  last,
  map,
  mapKeys,
  mapValues,
  memoize,
  merge,
  noop,
  now,
  omit,
  omitBy,
  once,
  orderBy,
  partial,
  pick,
  pickBy,
  pull,
  random,
  range,
  reduce,
  reject,
  remove,
  set,
  size,
  some,
  sortBy,
  startsWith,
  throttle,
  times,
  toLower,
  toPairs,
  toString,
  toUpper,
  trim,
  uniq,
  uniqueId,
  unset,
  upperFirst,
  values,
};
