// A small React: function components and hooks are run, effects too, nothing is drawn. State changes render again in a microtask.

export function makeReact() {
  let current = null;

  class Instance {
    constructor(body) {
      Object.assign(this, { body, cells: [], at: 0, effects: [], children: [], queued: false, value: undefined, live: true });
      this.render();
    }

    render() {
      const before = current;
      current = this;
      this.at = 0;
      this.effects = [];
      try {
        this.value = this.body();
        this.adopt(this.value);
      } finally {
        current = before;
      }
      for (const run of this.effects) run();
    }

    /** Walks what a component returned: providers give their value, function components are mounted (once, by position). */
    adopt(tree) {
      const pending = [tree];
      let place = 0;
      while (pending.length) {
        const node = pending.pop();
        if (Array.isArray(node)) pending.push(...node);
        if (!node || typeof node !== 'object' || !('type' in node) || !('props' in node)) continue;
        if (node.type?.context) node.type.context.current = node.props.value;
        if (typeof node.type === 'function' && node.type.context === undefined) {
          const child = this.children[place];
          const body = () => node.type(node.props);
          if (child) Object.assign(child, { body });
          else this.children[place] = new Instance(body);
          place += 1;
        }
        pending.push(node.props?.children);
      }
    }

    again() {
      if (this.queued || !this.live) return;
      this.queued = true;
      queueMicrotask(() => {
        this.queued = false;
        try {
          if (this.live) this.render();
        } catch {
          this.live = false; // as React unmounts what throws
        }
      });
    }

    cell(make) {
      const at = this.at++;
      if (at >= this.cells.length) this.cells.push(make());
      return this.cells[at];
    }
  }

  const inside = () => {
    if (!current) throw new Error('a hook was called outside of a component: mount it');
    return current;
  };
  const same = (a, b) => a !== undefined && b !== undefined && a.length === b.length && a.every((each, i) => Object.is(each, b[i]));

  function useState(initial) {
    const owner = inside();
    const cell = owner.cell(() => ({ value: typeof initial === 'function' ? initial() : initial }));
    cell.set ??= (next) => {
      const value = typeof next === 'function' ? next(cell.value) : next;
      if (Object.is(value, cell.value)) return;
      cell.value = value;
      owner.again();
    };
    return [cell.value, cell.set];
  }

  function useReducer(reducer, initial, init) {
    const [state, set] = useState(() => (init ? init(initial) : initial));
    return [state, useCallback((action) => set((before) => reducer(before, action)), [])];
  }

  const useRef = (initial) => inside().cell(() => ({ current: initial }));

  function useMemo(make, deps) {
    const cell = inside().cell(() => ({ deps: undefined, value: undefined }));
    if (!same(cell.deps, deps)) Object.assign(cell, { value: make(), deps });
    return cell.value;
  }

  const useCallback = (work, deps) => useMemo(() => work, deps);

  function useEffect(work, deps) {
    const owner = inside();
    const cell = owner.cell(() => ({ deps: undefined, undo: undefined }));
    if (same(cell.deps, deps)) return;
    cell.deps = deps;
    owner.effects.push(() => {
      cell.undo?.();
      const undo = work();
      cell.undo = typeof undo === 'function' ? undo : undefined;
    });
  }

  function useSyncExternalStore(subscribe, snapshot) {
    const [, poke] = useState({});
    useEffect(() => subscribe(() => poke({})), [subscribe]);
    return snapshot();
  }

  function createContext(initial) {
    const context = { current: initial };
    context.Provider = Object.assign(({ children }) => children, { context });
    context.Consumer = ({ children }) => children(context.current);
    return context;
  }

  const element = (type, props) => ({ type, props: props ?? {} });
  const createElement = (type, props, ...children) => element(type, { ...props, ...(children.length ? { children } : {}) });
  const pass = (component) => component;
  const react = {
    useState, useReducer, useRef, useMemo, useCallback, useEffect, useSyncExternalStore, createContext, createElement,
    useLayoutEffect: useEffect, useInsertionEffect: useEffect, useContext: (context) => context.current,
    useDebugValue() {}, useImperativeHandle() {}, useId: () => 'id', useTransition: () => [false, (work) => work()],
    use: (context) => context.current, memo: pass, forwardRef: pass, lazy: pass, startTransition: (work) => work(),
    Fragment: 'fragment', StrictMode: 'strict', Suspense: 'suspense', Component: class {}, PureComponent: class {},
    Children: { map: (all, work) => [all].flat().map(work), toArray: (all) => [all].flat() }, isValidElement: () => true, version: '19.0.0',
  };
  return {
    modules: {
      react: { __esModule: true, default: react, ...react },
      'react/jsx-runtime': { __esModule: true, jsx: element, jsxs: element, jsxDEV: element, Fragment: 'fragment' },
    },
    mount: (body) => new Instance(body),
  };
}
