// redux 4 and 5, redux-thunk: one store, its reducers and middlewares. Facts: redux.js.org/api.
import { known } from 'host';
import { isFunction, isObject, same } from './shared.js';

export function createStore(reducer, preloaded, enhancer) {
  if (isFunction(preloaded) && enhancer === undefined) return createStore(reducer, undefined, preloaded);
  if (isFunction(enhancer)) return enhancer(createStore)(reducer, preloaded);
  let state = preloaded;
  let reduce = reducer;
  let busy = false;
  const listeners = new Map();
  let count = 0;
  const store = {
    getState: () => state,
    dispatch(action) {
      if (busy) throw new Error('Reducers may not dispatch actions.');
      if (isFunction(action)) throw new Error('Actions must be plain objects.');
      if (!isObject(action)) return action;
      busy = true;
      try {
        state = reduce(state, action);
      } finally {
        busy = false;
      }
      for (const listener of [...listeners.values()]) listener();
      return action;
    },
    subscribe(listener) {
      const id = count++;
      listeners.set(id, listener);
      return () => {
        listeners.delete(id);
      };
    },
    replaceReducer(next) {
      reduce = next;
      store.dispatch({ type: '@@redux/REPLACE' });
    },
  };
  store.dispatch({ type: '@@redux/INIT' });
  return store;
}

export const legacy_createStore = createStore;

export function combineReducers(reducers) {
  const keys = Object.keys(reducers).filter((key) => isFunction(reducers[key]));
  return (state = {}, action) => {
    const next = {};
    let changed = false;
    for (const key of keys) {
      next[key] = reducers[key](state[key], action);
      changed = changed || !same(next[key], state[key]);
    }
    const before = Object.keys(state);
    return changed || !known(before) || before.length !== keys.length ? next : state;
  };
}

export const compose = (...works) =>
  works.reduceRight(
    (inner, outer) =>
      (...args) =>
        outer(inner(...args)),
    (first) => first,
  );

export const applyMiddleware =
  (...middlewares) =>
  (create) =>
  (reducer, preloaded) => {
    const store = create(reducer, preloaded);
    let dispatch = () => {
      throw new Error('Dispatching while constructing your middleware is not allowed.');
    };
    const api = { getState: store.getState, dispatch: (...args) => dispatch(...args) };
    const chain = middlewares.filter(isFunction).map((middleware) => middleware(api));
    dispatch = chain.reduceRight((next, handle) => (isFunction(handle) ? handle(next) : next), store.dispatch);
    return { ...store, dispatch };
  };

export function bindActionCreators(creators, dispatch) {
  if (isFunction(creators)) return (...args) => dispatch(creators(...args));
  const bound = {};
  for (const key of Object.keys(creators)) bound[key] = (...args) => dispatch(creators[key](...args));
  return bound;
}

export const isAction = (action) => isObject(action) && typeof action.type === 'string';
export const isPlainObject = (value) => isObject(value) && Object.getPrototypeOf(value) === Object.prototype;

export const withExtraArgument =
  (extra) =>
  ({ dispatch, getState }) =>
  (next) =>
  (action) =>
    isFunction(action) ? action(dispatch, getState, extra) : next(action);

export const thunk = Object.assign(withExtraArgument(), { withExtraArgument });
export default thunk; // of redux-thunk 2
