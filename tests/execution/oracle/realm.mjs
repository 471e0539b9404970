// The globals of a run, and the tools that a driver gets. A case is evaluated anew for each run, so that its module state is new.

import vm from 'node:vm';

import { jwtOf } from './backend.mjs';
import { nativeModules } from './native.mjs';
import { makeReact } from './react.mjs';
import { seeded } from './schedule.mjs';
import { Request, Response, makeAxiosAdapter, makeFetch, makeXhr } from './web.mjs';

const quiet = Object.fromEntries(Object.keys(console).map((name) => [name, () => undefined]));

function globalsOf(world, oracle, events) {
  const { clock, storage, network } = world;
  const random = seeded(1);
  const local = storage.sync();
  return {
    $oracle: oracle,
    Date: clock.Date, setTimeout: clock.setTimeout, setInterval: clock.setInterval, clearTimeout: clock.clear, clearInterval: clock.clear,
    fetch: makeFetch(network), Request, Response, XMLHttpRequest: makeXhr(network, (work) => world.inContext(work)),
    AbortSignal: class extends AbortSignal {
      static timeout(ms) {
        const controller = new AbortController();
        clock.setTimeout(() => controller.abort(new DOMException('timed out', 'TimeoutError')), ms);
        return controller.signal;
      }
    },
    localStorage: local, sessionStorage: local, window: globalThis, console: quiet,
    navigator: { product: 'ReactNative', onLine: true, userAgent: 'oracle' },
    location: { href: 'http://localhost/', origin: 'http://localhost', pathname: '/', assign() {}, replace() {}, reload() {} },
    addEventListener: (name, work) => void events.push({ name, work }),
    removeEventListener: (name, work) => void events.splice(0, events.length, ...events.filter((each) => each.work !== work)),
    Math: Object.create(Math, { random: { value: random } }),
    performance: { now: () => clock.now() },
  };
}

/** Puts `values` into the global object; the result puts back what was there and removes what the run left. */
function install(values) {
  const names = new Set(Object.getOwnPropertyNames(globalThis));
  const before = Object.keys(values).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
  return () => {
    for (const [name, old] of before) {
      if (old) Object.defineProperty(globalThis, name, old);
      else delete globalThis[name];
    }
    for (const name of Object.getOwnPropertyNames(globalThis)) if (!names.has(name)) delete globalThis[name];
  };
}

/** A script and its drivers, compiled once. drive: the table of the case. */
export class Program {
  constructor(code, drive) {
    this.entry = drive.entry;
    this.script = new vm.Script(`(function (module, exports, require) {${code}\n})`, { filename: 'case.js' });
    const compiled = (text) => (text ? vm.runInThisContext(`(${text}\n)`, { filename: 'drive.js' }) : null);
    this.call = compiled(drive.call);
    this.second = compiled(drive.second);
    this.setup = compiled(drive.setup);
  }

  /** The case loaded into `world`: {exports, tools, close}. */
  load(world) {
    const listeners = [];
    const events = [];
    const react = makeReact();
    const modules = { ...react.modules, ...nativeModules(world, world.network, listeners, react.mount) };
    const oracle = { module: (name) => modules[name], axiosAdapter: (axios) => makeAxiosAdapter(axios, world.network) };
    const close = install(globalsOf(world, oracle, events));
    try {
      const module = { exports: {} };
      const missing = (name) => {
        throw new Error(`require('${name}') cannot be bundled`);
      };
      this.script.runInThisContext()(module, module.exports, missing);
      const tools = makeTools(world, module.exports, { react, listeners, events });
      return { exports: module.exports.load[this.entry](), tools, close };
    } catch (why) {
      close();
      throw why;
    }
  }
}

function makeTools(world, script, { react, listeners, events }) {
  const idle = [];
  const tools = {
    /** The tokens that the user's last log-in gave. */
    get access() {
      return jwtOf(world.backend.newest);
    },
    get refresh() {
      return world.backend.newest.refresh;
    },
    get pair() {
      return world.backend.answerOf(world.backend.newest);
    },
    get gql() {
      return script.gql();
    },
    load: (file) => script.load[file](),
    sleep: (ms) => new Promise((done) => world.clock.setTimeout(done, ms)),
    storage: { get: (key) => world.storage.read(key), set: (key, value) => world.storage.write(key, value) },
    fireIntervals: () => world.clock.fireIntervals(),
    /** The app comes back to the foreground. */
    resume() {
      for (const work of [...listeners]) work('active');
      for (const { name, work } of [...events]) if (/focus|online|visibilitychange/.test(name)) work({ type: name });
    },
    /** Runs hooks or a component; `.value` is what they return, after each change of state anew. */
    mount: (body) => react.mount(body),
    /** Mounts a provider component; `.value` is the value that it provides. */
    provide(component, props = {}) {
      const instance = react.mount(() => component(props));
      return {
        get value() {
          return provided(instance.value);
        },
      };
    },
    /** Calls an RTK base query. */
    rtk(query, args = '/items', extra = {}) {
      const api = { signal: new AbortController().signal, abort() {}, type: 'query', endpoint: 'items', extra: undefined };
      return query(args, { ...api, getState: () => ({}), dispatch: (action) => action }, extra);
    },
    /** Connects a socket: "connected", or "refused" if it is not when all is at rest. */
    connect: (socket) =>
      new Promise((done) => {
        socket.on('connect', () => done('connected'));
        idle.push(() => done('refused'));
        socket.connect();
      }),
  };
  return Object.assign(tools, {
    /** Called at rest; true if somebody waited for it. */
    atRest() {
      const waiting = idle.splice(0);
      for (const work of waiting) work();
      return waiting.length > 0;
    },
  });
}

function provided(tree) {
  const pending = [tree];
  while (pending.length) {
    const node = pending.pop();
    if (node?.type?.context) return node.props.value;
    if (Array.isArray(node)) pending.push(...node);
    else if (node?.props) pending.push(node.props.children);
  }
  throw new Error('no provider in what was mounted');
}
