// events (Node's EventEmitter), eventemitter3, mitt, nanoevents, eventemitter2, tiny-emitter. Facts: their documentation.
import { register, unknown } from 'host';
import { isFunction } from './shared.js';

export class EventEmitter {
  #listeners = new Map();

  #add(name, listener, once, first, self) {
    const list = this.#listeners.get(name) || [];
    const entry = { listener, once, self };
    this.#listeners.set(name, first ? [entry, ...list] : [...list, entry]);
    register('event', () => this.emit(name, unknown('event')), listener);
    return this;
  }

  on(name, listener, self) {
    return this.#add(name, listener, false, false, self);
  }

  addListener(name, listener, self) {
    this.on(name, listener, self);
    return this;
  }

  once(name, listener, self) {
    return this.#add(name, listener, true, false, self);
  }

  prependListener(name, listener) {
    return this.#add(name, listener, false, true);
  }

  prependOnceListener(name, listener) {
    return this.#add(name, listener, true, true);
  }

  off(name, listener) {
    const list = this.#listeners.get(name) || [];
    const at = list.findLastIndex((entry) => entry.listener === listener);
    if (at >= 0)
      this.#listeners.set(
        name,
        list.filter((entry, index) => index !== at),
      );
    else if (listener === undefined) this.#listeners.delete(name);
    return this;
  }

  removeListener(name, listener) {
    return this.off(name, listener);
  }

  removeAllListeners(name) {
    if (name === undefined) this.#listeners.clear();
    else this.#listeners.delete(name);
    return this;
  }

  emit(name, ...args) {
    const list = this.#listeners.get(name) || [];
    for (const entry of list) {
      if (entry.once)
        this.#listeners.set(
          name,
          this.#listeners.get(name).filter((each) => each !== entry),
        );
      entry.listener.apply(entry.self || this, args);
    }
    return list.length > 0;
  }

  listeners(name) {
    return (this.#listeners.get(name) || []).map((entry) => entry.listener);
  }

  listenerCount(name) {
    return this.listeners(name).length;
  }

  eventNames() {
    return [...this.#listeners.keys()].filter((name) => this.listenerCount(name) > 0);
  }

  setMaxListeners() {
    return this;
  }
}
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.defaultMaxListeners = 10;

export { EventEmitter as EventEmitter2, EventEmitter as TinyEmitter };
export default EventEmitter;

export const once = (emitter, name) =>
  new Promise((resolve) => {
    emitter.once(name, (...args) => resolve(args));
  });

// mitt: listeners of "*" hear of everything.
export function mitt(all = new Map()) {
  const emitter = {
    all,
    on(name, listener) {
      all.set(name, [...(all.get(name) || []), listener]);
      if (isFunction(listener)) register('event', () => emitter.emit(name, unknown('event')), listener);
    },
    off(name, listener) {
      if (listener === undefined) all.set(name, []);
      else
        all.set(
          name,
          (all.get(name) || []).filter((each) => each !== listener),
        );
    },
    emit(name, event) {
      for (const listener of all.get(name) || []) listener(event);
      for (const listener of all.get('*') || []) listener(name, event);
    },
  };
  return emitter;
}

export const createNanoEvents = () => ({
  events: {},
  emit(name, ...args) {
    for (const listener of this.events[name] || []) listener(...args);
  },
  on(name, listener) {
    this.events[name] = [...(this.events[name] || []), listener];
    register('event', () => this.emit(name, unknown('event')), listener);
    return () => {
      this.events[name] = this.events[name].filter((each) => each !== listener);
    };
  },
});
