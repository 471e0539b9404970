// Small helpers of the models of state libraries.
import { known } from 'host';
import { isFunction, isObject } from 'machine:values';

// Whether two values are surely the same; a doubt is no choice of the program.
export function same(one, two) {
  const is = Object.is(one, two);
  return known(is) && is;
}

// Whether a value is surely a function, an object (or array), a promise: what is not known is none of them.
export { isFunction, isObject };

export const isThenable = (value) => isObject(value) && isFunction(value.then);

export const nothing = () => {};

// A plain object or array: what a draft is made of.
export function isPlain(value) {
  if (!isObject(value)) return false;
  if (Array.isArray(value)) return true;
  const proto = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
}

function copied(value, copies) {
  if (!isPlain(value)) return value;
  const made = copies.get(value);
  if (made) return made;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copies.set(value, copy);
  const keys = Object.keys(copy);
  if (known(keys)) for (const key of keys) if (isObject(copy[key])) copy[key] = copied(copy[key], copies);
  return copy;
}

// What a draft comes to: the original where nothing changed, at any depth, else the changed copy.
function finished(draft, sources) {
  const base = sources.get(draft);
  if (!base) return draft;
  sources.delete(draft);
  const keys = Object.keys(draft);
  if (!known(keys)) return draft;
  let changed = Object.keys(base).length !== keys.length;
  for (const key of keys) {
    const value = draft[key];
    if (isObject(value)) draft[key] = finished(value, sources);
    if (!same(draft[key], base[key])) changed = true;
  }
  return changed ? draft : base;
}

// immer's produce: the recipe changes a copy, or gives the next state itself.
export function produce(base, recipe) {
  if (isFunction(base)) return (state, ...args) => produce(state, (draft) => base(draft, ...args));
  const copies = new Map();
  const draft = copied(base, copies);
  const settle = (given) => {
    if (!known(given) || (given !== undefined && given !== draft)) return given;
    const sources = new Map();
    copies.forEach((copy, source) => sources.set(copy, source));
    return isObject(draft) ? finished(draft, sources) : draft;
  };
  const given = recipe(draft);
  return isThenable(given) ? given.then(settle) : settle(given);
}
