// react-redux 7 to 9: hooks and connect on the store of the Provider, or on the one that was made last. Facts: react-redux.js.org/api.
import { unknown } from 'host';
import { lastStore } from './toolkit.js';
import { createContext, createElement, useSyncExternalStore } from './react.js';
import { isFunction, isObject, same } from './shared.js';
import { bindActionCreators } from './redux.js';

export { shallow as shallowEqual } from './zustand.js';

let provided = null;
const current = () => provided || lastStore();
const none = () => () => {};

export const ReactReduxContext = createContext(null);

export function Provider({ store, children }) {
  provided = store;
  return children;
}

export const useStore = () => current() || unknown('store');

export const useDispatch = () => {
  const store = current();
  return store ? store.dispatch : unknown('dispatch');
};

export function useSelector(selector, options) {
  const store = current();
  if (!store) return unknown('state');
  const equal = isFunction(options) ? options : (isObject(options) && options.equalityFn) || same;
  let before;
  return useSyncExternalStore(store.subscribe || none, () => {
    const next = selector(store.getState());
    if (before !== undefined && equal(before, next)) return before;
    return (before = next);
  });
}

useStore.withTypes = () => useStore;
useDispatch.withTypes = () => useDispatch;
useSelector.withTypes = () => useSelector;
export const createSelectorHook = () => useSelector;
export const createDispatchHook = () => useDispatch;
export const createStoreHook = () => useStore;

export const connect = (fromState, fromDispatch) => (component) => (props) => {
  const store = current();
  const state = store && isFunction(fromState) ? fromState(store.getState(), props) : {};
  const dispatch = store ? store.dispatch : unknown('dispatch');
  let actions = { dispatch };
  if (isFunction(fromDispatch)) actions = fromDispatch(dispatch, props);
  else if (isObject(fromDispatch)) actions = bindActionCreators(fromDispatch, dispatch);
  return createElement(component, { ...props, ...state, ...actions });
};

export const batch = (work) => work();
