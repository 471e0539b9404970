// redux-saga 1: a runner of sagas, their effects, and the middleware. Facts: redux-saga.js.org/docs/api and the package's source.
//
// Puts are done in order, each when the one before is through. Channels keep what nobody has taken; there are no buffers to choose.
import { known, register, unknown } from 'host';
import { isFunction, isObject, isThenable, nothing } from './shared.js';

const effect = (kind, rest) => ({ effect: kind, ...rest });

// fn, [context, fn], [context, "name"], { context, fn }
function target(fn, args) {
  if (isFunction(fn)) return { fn, self: undefined, args };
  const [self, found] = Array.isArray(fn) ? fn : [fn.context, fn.fn];
  return { fn: isFunction(found) ? found : self[found], self, args };
}

export const call = (fn, ...args) => effect('call', target(fn, args));
export const apply = (self, fn, args = []) => effect('call', target([self, fn], args));
export const cps = (fn, ...args) => effect('cps', target(fn, args));
export const fork = (fn, ...args) => effect('fork', target(fn, args));
export const spawn = (fn, ...args) => effect('fork', { ...target(fn, args), detached: true });
export const put = (one, two) => (two === undefined ? effect('put', { action: one }) : effect('put', { channel: one, action: two }));
export const putResolve = (action) => effect('put', { action, resolve: true });
export const take = (one, two) =>
  isObject(one) && isFunction(one.take) ? effect('take', { channel: one, pattern: two }) : effect('take', { pattern: one });
export const takeMaybe = (one, two) => ({ ...take(one, two), maybe: true });
export const select = (selector = (state) => state, ...args) => effect('select', { selector, args });
export const all = (effects) => effect('all', { effects });
export const race = (effects) => effect('race', { effects });
export const join = (task) => effect('join', { task });
export const cancel = (task) => effect('cancel', { task });
export const cancelled = () => effect('cancelled', {});
export const delay = (time, value = true) =>
  call(
    () =>
      new Promise((resolve) => {
        setTimeout(resolve, time, value);
      }),
  );
export const actionChannel = (pattern) => effect('channel', { pattern });
export const flush = (of) => effect('flush', { channel: of });
export const getContext = (name) => effect('context', { name });
export const setContext = (values) => effect('context', { values });

// -- helpers that fork

let latest = null; // the surroundings of the middleware that was made last

// A watcher, and the explorer's way to make its worker run.
function watched(pattern, worker, watcher) {
  const one = Array.isArray(pattern) ? pattern[0] : pattern;
  const type = isFunction(one) ? one.type : one;
  if (known(type) && type !== undefined) {
    register('event', () => latest && latest.dispatch({ type: type === '*' ? 'ANY' : String(type), payload: unknown('payload') }), worker);
  }
  return fork(watcher);
}

export const takeEvery = (pattern, worker, ...args) =>
  watched(pattern, worker, function* takesEvery() {
    while (true) {
      const action = yield take(pattern);
      yield fork(worker, ...args, action);
    }
  });

export const takeLatest = (pattern, worker, ...args) =>
  watched(pattern, worker, function* takesLatest() {
    let task;
    while (true) {
      const action = yield take(pattern);
      if (task) yield cancel(task);
      task = yield fork(worker, ...args, action);
    }
  });

export const takeLeading = (pattern, worker, ...args) =>
  watched(pattern, worker, function* takesLeading() {
    while (true) {
      const action = yield take(pattern);
      yield call(worker, ...args, action);
    }
  });

export const debounce = (time, pattern, worker, ...args) =>
  fork(function* debounces() {
    let action = yield take(pattern);
    while (true) {
      const { next } = yield race({ next: take(pattern), over: delay(time) });
      if (next) action = next;
      else {
        yield fork(worker, ...args, action);
        action = yield take(pattern);
      }
    }
  });

export const throttle = (time, pattern, worker, ...args) =>
  fork(function* throttles() {
    while (true) {
      const action = yield take(pattern);
      yield fork(worker, ...args, action);
      yield delay(time);
    }
  });

export const retry = (times, wait, fn, ...args) =>
  call(function* retries() {
    for (let left = times; ; left--) {
      try {
        return yield call(fn, ...args);
      } catch (error) {
        if (left <= 1) throw error;
        yield delay(wait);
      }
    }
  });

// -- channels

export const END = { type: '@@redux-saga/CHANNEL_END' };
export const isEnd = (action) => isObject(action) && action.type === END.type;

export function channel() {
  const messages = [];
  let takers = [];
  let closed = false;
  return {
    take(done) {
      if (messages.length > 0) done(messages.shift());
      else if (closed) done(END);
      else {
        takers.push(done);
        done.cancel = () => {
          takers = takers.filter((each) => each !== done);
        };
      }
    },
    put(message) {
      if (closed) return;
      if (isEnd(message)) this.close();
      else if (takers.length > 0) takers.shift()(message);
      else messages.push(message);
    },
    flush: (done) => done(messages.splice(0)),
    close() {
      closed = true;
      for (const done of takers.splice(0)) done(END);
    },
  };
}

export function eventChannel(subscribe) {
  const made = channel();
  const stop = subscribe((message) => made.put(message));
  const close = made.close;
  return {
    ...made,
    close() {
      close();
      if (isFunction(stop)) stop();
    },
  };
}

export const multicastChannel = channel;
export const buffers = { none: nothing, fixed: nothing, dropping: nothing, sliding: nothing, expanding: nothing };
export const CANCEL = '@@redux-saga/CANCEL_PROMISE';

// -- the runner

let running = 0;
const waiting = [];

// Work that puts or forks is done one after the other.
function asap(work) {
  waiting.push(work);
  if (running === 0) {
    running++;
    release();
  }
}

function release() {
  running--;
  while (running === 0 && waiting.length > 0) {
    running++;
    try {
      waiting.shift()();
    } finally {
      running--;
    }
  }
}

function immediately(work) {
  running++;
  try {
    return work();
  } finally {
    release();
  }
}

function matches(pattern, action) {
  if (!known(pattern) || pattern === undefined || pattern === '*') return true;
  if (Array.isArray(pattern)) return pattern.some((each) => matches(each, action));
  if (!isFunction(pattern)) return action.type === pattern;
  return 'type' in pattern
    ? action.type === String(pattern.type)
    : pattern.hasOwnProperty('toString')
      ? action.type === String(pattern)
      : pattern(action);
}

const isIterator = (value) => isObject(value) && isFunction(value.next) && isFunction(value.throw);

function start(iterator, world, parent, detached) {
  const task = {
    status: 'running',
    result: undefined,
    error: undefined,
    children: new Set(),
    joiners: [],
    isCancelled: false,
    stop: null,
    iterator,
    isRunning: () => task.status === 'running',
    isAborted: () => task.status === 'aborted',
    cancel: () => stopTask(task),
    toPromise: () => task.promise,
    setContext: nothing,
  };
  let settle;
  task.promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  task.promise.catch(nothing);
  if (parent && !detached) parent.children.add(task);

  const finish = (failed, value) => {
    if (task.status !== 'running') return;
    task.status = failed ? 'aborted' : 'done';
    if (failed) {
      task.error = value;
      for (const child of [...task.children]) stopTask(child);
      settle.reject(value);
    } else {
      task.result = value;
      settle.resolve(value);
    }
    for (const joiner of task.joiners) joiner(failed, value);
    if (parent && !detached) parent.childDone(task, failed, value);
    else if (failed) world.onError(value, { sagaStack: '' });
  };
  // A task ends when its body and all its attached forks have.
  let body = null;
  task.childDone = (child, failed, value) => {
    task.children.delete(child);
    if (failed) {
      if (task.stop) task.stop();
      finish(true, value);
    } else if (body && task.children.size === 0) finish(false, body.value);
  };

  const next = (failed, value) => {
    if (task.status === 'done' || task.status === 'aborted') return;
    let step;
    try {
      step = failed ? iterator.throw(value) : iterator.next(value);
    } catch (error) {
      finish(true, error);
      return;
    }
    if (step.done) {
      body = { value: step.value };
      if (task.children.size === 0) finish(false, step.value);
      return;
    }
    run(step.value, task, world, next);
  };
  task.end = (value) => {
    let step;
    try {
      step = iterator.return(value);
    } catch (error) {
      finish(true, error);
      return;
    }
    if (!step.done) run(step.value, task, world, next);
    else finish(false, step.value);
  };
  next(false, undefined);
  return task;
}

function stopTask(task) {
  if (task.status !== 'running' || task.isCancelled) return;
  task.isCancelled = true;
  for (const child of [...task.children]) stopTask(child);
  if (task.stop) task.stop();
  task.stop = null;
  task.end();
  task.status = task.status === 'running' ? 'cancelled' : task.status;
  for (const joiner of task.joiners) joiner(false, undefined);
}

function run(value, task, world, given) {
  let over = false;
  const done = (failed, result) => {
    if (over) return;
    over = true;
    task.stop = null;
    given(failed, result);
  };
  done.stop = null;
  task.stop = () => {
    if (over) return;
    over = true;
    if (done.stop) done.stop();
  };
  perform(value, task, world, done);
}

function perform(value, task, world, done) {
  if (isThenable(value)) {
    done.stop = () => {
      if (isFunction(value[CANCEL])) value[CANCEL]();
    };
    value.then(
      (result) => done(false, result),
      (error) => done(true, error),
    );
    return;
  }
  if (isIterator(value)) {
    child(value, task, world, done);
    return;
  }
  if (!isObject(value) || !Object.hasOwn(value, 'effect')) {
    if (Array.isArray(value)) perform(all(value), task, world, done);
    else done(false, value);
    return;
  }
  EFFECTS[value.effect](value, task, world, done);
}

function child(iterator, task, world, done) {
  const inner = start(iterator, world, { children: new Set(), childDone: (ended, failed, result) => done(failed, result) });
  done.stop = () => stopTask(inner);
}

const EFFECTS = {
  call({ fn, self, args }, task, world, done) {
    let result;
    try {
      result = fn.apply(self, args);
    } catch (error) {
      done(true, error);
      return;
    }
    if (isThenable(result) || isIterator(result)) perform(result, task, world, done);
    else done(false, result);
  },
  cps({ fn, self, args }, task, world, done) {
    try {
      fn.apply(self, [...args, (error, result) => done(!!error, error || result)]);
    } catch (error) {
      done(true, error);
    }
  },
  fork({ fn, self, args, detached }, task, world, done) {
    immediately(() => {
      let result;
      try {
        result = fn.apply(self, args);
      } catch (error) {
        result = (function* thrown() {
          throw error;
        })();
      }
      const iterator = isIterator(result)
        ? result
        : (function* single() {
            return yield result;
          })();
      const forked = start(iterator, world, task, detached);
      if (detached || forked.status !== 'aborted') done(false, forked);
    });
  },
  put({ channel: to, action, resolve }, task, world, done) {
    asap(() => {
      let result;
      try {
        result = to ? to.put(action) : world.dispatch(action);
      } catch (error) {
        done(true, error);
        return;
      }
      if (resolve && isThenable(result)) perform(result, task, world, done);
      else done(false, result);
    });
  },
  take({ channel: from, pattern, maybe }, task, world, done) {
    const taker = (message) => {
      if (isObject(message) && message instanceof Error) done(true, message);
      else if (isEnd(message) && !maybe) task.end();
      else done(false, message);
    };
    if (from) {
      from.take(taker);
      done.stop = () => {
        if (taker.cancel) taker.cancel();
      };
      return;
    }
    const entry = { pattern, taker };
    world.takers.push(entry);
    done.stop = () => {
      world.takers = world.takers.filter((each) => each !== entry);
    };
  },
  select({ selector, args }, task, world, done) {
    let result;
    try {
      result = selector(world.getState(), ...args);
    } catch (error) {
      done(true, error);
      return;
    }
    done(false, result);
  },
  all({ effects }, task, world, done) {
    many(effects, task, world, done, (results, left, name, failed, value) => failed || left === 0);
  },
  race({ effects }, task, world, done) {
    many(effects, task, world, done, () => true);
  },
  join({ task: joined }, task, world, done) {
    if (joined.status === 'running') joined.joiners.push(done);
    else done(joined.status === 'aborted', joined.status === 'aborted' ? joined.error : joined.result);
  },
  cancel({ task: stopped }, task, world, done) {
    for (const each of Array.isArray(stopped) ? stopped : [stopped]) {
      if (each) stopTask(each);
      else task.cancel();
    }
    done(false, undefined);
  },
  cancelled(none, task, world, done) {
    done(false, task.isCancelled);
  },
  channel({ pattern }, task, world, done) {
    const made = channel();
    const taker = (action) => {
      made.put(action);
      world.takers.push({ pattern, taker });
    };
    world.takers.push({ pattern, taker });
    done(false, made);
  },
  flush({ channel: of }, task, world, done) {
    of.flush((messages) => done(false, messages));
  },
  context({ name, values }, task, world, done) {
    if (values) Object.assign(world.context, values);
    done(false, values ? undefined : world.context[name]);
  },
};

// Several effects at once: over when `enough` says so; the others are stopped.
function many(effects, task, world, done, enough) {
  const names = Object.keys(effects);
  const results = Array.isArray(effects) ? [] : {};
  const isRace = enough(results, 1, '', false);
  const parts = [];
  let left = names.length;
  let over = false;
  const stop = () => {
    over = true;
    for (const part of parts) if (!part.over && part.stop) part.stop();
  };
  done.stop = stop;
  if (left === 0) {
    done(false, results);
    return;
  }
  for (const name of names) {
    const part = (failed, value) => {
      if (part.over || over) return;
      part.over = true;
      left--;
      if (!failed) results[name] = value;
      if (!enough(results, left, name, failed, value)) return;
      stop();
      if (failed) done(true, value);
      else done(false, isRace && Array.isArray(effects) ? names.map((each) => results[each]) : results);
    };
    parts.push(part);
    if (!over) perform(effects[name], task, world, part);
  }
}

// -- the middleware

export default function createSagaMiddleware({ context = {}, onError = nothing } = {}) {
  const world = { dispatch: nothing, getState: nothing, takers: [], context, onError };
  latest = world;
  const hear = (action) => {
    if (!isObject(action)) return;
    const taken = world.takers.filter(({ pattern }) => isEnd(action) || matches(pattern, action));
    world.takers = world.takers.filter((entry) => !taken.includes(entry));
    for (const { taker } of taken) taker(action);
  };
  const middleware = ({ dispatch, getState }) => {
    Object.assign(world, { dispatch, getState });
    return (next) => (action) => {
      const result = next(action);
      asap(() => hear(action));
      return result;
    };
  };
  middleware.run = (saga, ...args) =>
    immediately(() => {
      const made = saga(...args);
      return start(
        isIterator(made)
          ? made
          : (function* single() {
              return made;
            })(),
        world,
        null,
        true,
      );
    });
  middleware.setContext = (values) => Object.assign(context, values);
  return middleware;
}

export const runSaga = ({ dispatch, getState, context = {}, onError = nothing }, saga, ...args) =>
  immediately(() => start(saga(...args), { dispatch, getState, takers: [], context, onError }, null, true));
