const listeners = { rung: new Set() };

export const bell = {
  once(name, fn) {
    const wrapped = (...args) => {
      listeners[name].delete(wrapped);
      fn(...args);
    };
    listeners[name].add(wrapped);
  },
  ring(name, ...args) {
    for (const fn of [...listeners[name]]) fn(...args);
  },
};
