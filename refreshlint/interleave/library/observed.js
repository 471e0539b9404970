// mobx 6, valtio 2, @legendapp/state, preact signals, recoil's plainest use: state that is read and written as plain objects. Who
// observes it is not told; what depends on it is computed when it is asked for. Facts: their documentation.
import { isFunction, isObject, nothing } from './shared.js';

// -- mobx

export const makeAutoObservable = (object) => bound(object);

function bound(object, annotations = {}) {
  for (const key of Object.keys(annotations || {})) {
    const kind = annotations[key];
    if ((kind === action.bound || kind === flow.bound) && isFunction(object[key])) object[key] = object[key].bind(object);
  }
  return object;
}

export const makeObservable = bound;
const decorator =
  (work) =>
  (...args) =>
    work(...args);
export const observable = Object.assign((value) => value, {
  ref: nothing,
  shallow: nothing,
  deep: nothing,
  struct: nothing,
  map: (entries) => new Map(entries),
  set: (values) => new Set(values),
  array: (items = []) => items,
  object: (object) => object,
  box: (value) => ({
    get: () => value,
    set: (next) => {
      value = next;
    },
  }),
});
export const action = Object.assign((one, two) => (isFunction(two) ? two : one), { bound: decorator(nothing) });
export const computed = Object.assign((work) => ({ get: work }), { struct: nothing });
export const runInAction = (work) => work();
export const transaction = runInAction;
export const untracked = runInAction;

// A generator as an async function: each yield awaits.
export const flow = Object.assign(
  (work) =>
    async function flowing(...args) {
      const steps = work.apply(this, args);
      let step = steps.next();
      while (!step.done) {
        try {
          const value = await step.value;
          step = steps.next(value);
        } catch (error) {
          step = steps.throw(error);
        }
      }
      return step.value;
    },
  { bound: decorator(nothing) },
);
export const flowResult = (value) => value;

export const autorun = (work) => {
  work({ dispose: nothing });
  return nothing;
};
export const reaction = (data, effect, options) => {
  if (options && options.fireImmediately) effect(data(), undefined, {});
  return nothing;
};

export function when(predicate, effect) {
  const check = (done) => (predicate() ? done() : setTimeout(check, 10, done));
  if (!isFunction(effect))
    return new Promise((resolve) => {
      check(resolve);
    });
  check(effect);
  return nothing;
}

export const configure = nothing;
export const toJS = (value) => value;
export const isObservable = isObject;
export const observe = () => nothing;
export const intercept = () => nothing;
export const observer = (component) => component;
export const Observer = ({ children }) => children();
export const useLocalObservable = (make) => make();
export const enableStaticRendering = nothing;
export const makePersistable = async (object) => object;

// -- valtio

export const proxy = (object = {}) => object;
export const snapshot = (object) => object;
export const useSnapshot = (object) => object;
export const subscribe = () => nothing;
export const subscribeKey = () => nothing;
export const ref = (object) => object;
export const proxyMap = (entries) => new Map(entries);
export const proxySet = (values) => new Set(values);
export const devtools = nothing;
