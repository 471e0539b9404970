// react 18 and 19: hooks, context and components, as far as the code of a session needs them. Facts: react.dev/reference.
//
// Nothing is drawn. `render` runs one component or hook with slots of its own, then its effects; a changed state runs it again in
// a microtask. Elements are walked for the providers of contexts among them; components inside of them are not run. A context has one
// value for the whole program: what was provided last. Hooks called outside of a render get slots that are thrown away.
import { known } from 'host';
import { same, isFunction, isObject, isThenable, nothing } from './shared.js';

const RENDERS = 20; // of one instance without an event in between
let current = null;
let ids = 0;

// -- instances

const fresh = (component, props) => ({
  component,
  props,
  slots: [],
  at: 0,
  effects: [],
  result: undefined,
  queued: false,
  left: RENDERS,
  alive: true,
  object: null,
});

function slot(make) {
  const owner = current || fresh();
  const at = owner.at++;
  if (at >= owner.slots.length) owner.slots.push(make(owner));
  return owner.slots[at];
}

function schedule(owner) {
  if (owner.queued || !owner.alive || !owner.component || owner.left <= 0) return;
  owner.queued = true;
  queueMicrotask(() => {
    owner.queued = false;
    if (owner.alive) run(owner);
  });
}

function produced(owner) {
  const type = owner.component;
  if (!isFunction(type)) return isObject(type) && isFunction(type.render) ? type.render(owner.props) : undefined;
  if (!type.prototype || !type.prototype.isReactComponent) return type(owner.props);
  if (!owner.object) {
    owner.object = new type(owner.props);
    owner.object.update = () => schedule(owner);
    owner.effects.push({
      setup: () => {
        if (owner.object.componentDidMount) owner.object.componentDidMount();
      },
      slot: {},
    });
  }
  owner.object.props = owner.props;
  return owner.object.render();
}

function run(owner) {
  const outer = current;
  current = owner;
  owner.at = 0;
  owner.left--;
  try {
    owner.result = produced(owner);
  } finally {
    current = outer;
  }
  provide(owner.result);
  const effects = owner.effects;
  owner.effects = [];
  for (const { slot: kept } of effects) if (isFunction(kept.clean)) kept.clean();
  for (const { slot: kept, setup } of effects) kept.clean = setup();
}

// Give contexts the values of the providers in a tree of elements.
function provide(root) {
  const work = [root];
  while (work.length > 0) {
    const element = work.pop();
    if (!isObject(element)) continue;
    if (Array.isArray(element)) {
      work.push(...element);
      continue;
    }
    const { type, props } = element;
    if (!isObject(props)) continue;
    if (isObject(type) && isObject(type.ofContext)) setContext(type.ofContext, props.value);
    work.push(props.children);
  }
}

function setContext(context, value) {
  if (same(context.held, value)) return;
  context.held = value;
  for (const owner of context.readers) if (owner !== current) schedule(owner);
}

// Run a component or hook; the explorer's way into code that uses hooks. `result` is what it gave last.
export function render(component, props) {
  const owner = fresh(component, props === undefined ? {} : props);
  run(owner);
  return {
    get result() {
      return owner.result;
    },
    rerender(next) {
      if (next !== undefined) owner.props = next;
      owner.left = RENDERS;
      run(owner);
      return owner.result;
    },
    unmount() {
      owner.alive = false;
      for (const kept of owner.slots) if (kept && isFunction(kept.clean)) kept.clean();
      if (owner.object && owner.object.componentWillUnmount) owner.object.componentWillUnmount();
    },
  };
}

// What runs again when something outside of React changed: for the models of stores.
export function useRefresh(subscribe) {
  const kept = slot((owner) => ({ clean: null, refresh: () => schedule(owner), idle: !owner.component }));
  if (!kept.idle && kept.clean === null) kept.clean = subscribe(kept.refresh);
}

// -- hooks

const made = (initial, ...args) => (isFunction(initial) ? initial(...args) : initial);

export function useState(initial) {
  const kept = slot((owner) => {
    const state = { value: made(initial), set: null };
    state.set = (next) => {
      const value = isFunction(next) ? next(state.value) : next;
      if (same(value, state.value)) return;
      state.value = value;
      schedule(owner);
    };
    return state;
  });
  return [kept.value, kept.set];
}

export function useReducer(reducer, initial, init) {
  const kept = slot((owner) => {
    const state = { value: isFunction(init) ? init(initial) : initial, reducer, dispatch: null };
    state.dispatch = (action) => {
      const value = state.reducer(state.value, action);
      if (same(value, state.value)) return;
      state.value = value;
      schedule(owner);
    };
    return state;
  });
  kept.reducer = reducer;
  return [kept.value, kept.dispatch];
}

export const useRef = (initial) => slot(() => ({ current: initial }));

function changed(kept, deps) {
  const before = kept.deps;
  kept.deps = deps;
  if (!isObject(before) || !isObject(deps) || before.length !== deps.length) return true;
  return deps.some((dep, at) => !same(dep, before[at]));
}

export function useMemo(make, deps) {
  const kept = slot(() => ({ deps: null, value: undefined }));
  if (changed(kept, deps)) kept.value = make();
  return kept.value;
}

export const useCallback = (callback, deps) => useMemo(() => callback, deps);

export function useEffect(setup, deps) {
  const kept = slot(() => ({ deps: null, clean: null }));
  if (current && changed(kept, deps)) current.effects.push({ slot: kept, setup });
}

export const useLayoutEffect = useEffect;
export const useInsertionEffect = useEffect;

export function useEffectEvent(callback) {
  const kept = useRef(callback);
  kept.current = callback;
  return useMemo(
    () =>
      (...args) =>
        kept.current(...args),
    [],
  );
}

export function useContext(context) {
  if (!isObject(context)) return context;
  if (current) context.readers.add(current);
  return context.held;
}

export const use = (resource) => (isObject(resource) && resource.readers ? useContext(resource) : resource);

export function useSyncExternalStore(subscribe, getSnapshot) {
  const kept = slot((owner) => ({ owner, clean: null, value: undefined, read: null, subscribed: null }));
  kept.read = getSnapshot;
  kept.value = getSnapshot();
  if (current && kept.subscribed !== subscribe) {
    kept.subscribed = subscribe;
    const check = () => {
      if (!same(kept.read(), kept.value)) schedule(kept.owner);
    };
    current.effects.push({ slot: kept, setup: () => subscribe(check) });
  }
  return kept.value;
}

export const useId = () => slot(() => ({ id: `:r${ids++}:` })).id;
export const startTransition = (work) => {
  work();
};
export const useTransition = () => [false, startTransition];
export const useDeferredValue = (value) => value;
export const useDebugValue = nothing;
export const useOptimistic = (state) => [state, nothing];

export function useActionState(action, initial) {
  const [state, setState] = useState(initial);
  return [state, async (payload) => setState(await action(state, payload)), false];
}

export function useImperativeHandle(ref, create, deps) {
  useEffect(() => {
    const handle = create();
    if (isFunction(ref)) ref(handle);
    else if (isObject(ref)) ref.current = handle;
  }, deps);
}

// -- context, elements, components

export function createContext(initial) {
  const context = { held: initial, readers: new Set(), displayName: undefined };
  context.ofContext = context;
  context.Provider = { ofContext: context };
  context.Consumer = ({ children }) => children(useContext(context));
  return context;
}

export function createElement(type, config, ...children) {
  const props = { ...config };
  if (children.length > 0) props.children = children.length === 1 ? children[0] : children;
  return { type, props, key: null };
}

export const jsx = (type, props) => ({ type, props, key: null });
export const jsxs = jsx;
export const jsxDEV = jsx;
export const isValidElement = (value) => isObject(value) && 'type' in value && 'props' in value;
export const cloneElement = (element, props, ...children) => createElement(element.type, { ...element.props, ...props }, ...children);
export const createRef = () => ({ current: null });
export const memo = (component) => component;
export const forwardRef = (render) => (props) => render(props, props && props.ref);
export const cache = (work) => work;
export const act = (work) => work();

export function lazy(load) {
  let started = null;
  return () => {
    started = started || load();
    return null;
  };
}

export const Fragment = ({ children }) => children;
export const StrictMode = Fragment;
export const Suspense = Fragment;
export const Profiler = Fragment;
export const Activity = Fragment;

const listed = (children) => (children === undefined || children === null ? [] : Array.isArray(children) ? children : [children]);
export const Children = {
  map: (children, work) => listed(children).map(work),
  forEach: (children, work) => listed(children).forEach(work),
  toArray: listed,
  count: (children) => listed(children).length,
  only: (child) => child,
};

export class Component {
  constructor(props) {
    this.props = props;
    this.update = nothing;
  }

  setState(partial, done) {
    const next = isFunction(partial) ? partial(this.state, this.props) : partial;
    if (!known(next) || next) this.state = { ...this.state, ...next };
    this.update();
    if (isFunction(done)) queueMicrotask(() => done.call(this));
  }

  forceUpdate() {
    this.update();
  }
}
Component.prototype.isReactComponent = true;

export class PureComponent extends Component {}

export const version = '19.0.0';

const React = {
  render,
  useState,
  useReducer,
  useRef,
  useMemo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useInsertionEffect,
  useEffectEvent,
  useContext,
  use,
  useSyncExternalStore,
  useId,
  startTransition,
  useTransition,
  useDeferredValue,
  useDebugValue,
  useOptimistic,
  useActionState,
  useImperativeHandle,
  createContext,
  createElement,
  isValidElement,
  cloneElement,
  createRef,
  memo,
  forwardRef,
  cache,
  act,
  lazy,
  Fragment,
  StrictMode,
  Suspense,
  Profiler,
  Children,
  Component,
  PureComponent,
  version,
};
export default React;
