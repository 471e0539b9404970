// await-lock 2, async-lock 1, and what p-limit, p-queue and p-retry do with the work they are given. Facts: their documentation.
import { isFunction, nothing } from './shared.js';

export class AwaitLock {
  acquired = false;
  waiting = [];

  acquireAsync({ timeout } = {}) {
    if (this.tryAcquire()) return Promise.resolve();
    if (timeout === undefined)
      return new Promise((resolve) => {
        this.waiting.push(resolve);
      });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting = this.waiting.filter((each) => each !== wake);
        reject(new Error('Timed out waiting for lock'));
      }, timeout);
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      this.waiting.push(wake);
    });
  }

  tryAcquire() {
    if (this.acquired) return false;
    return (this.acquired = true);
  }

  release() {
    if (!this.acquired) throw new Error('Cannot release an unacquired lock');
    if (this.waiting.length > 0) this.waiting.shift()();
    else this.acquired = false;
  }
}

export class AsyncLock {
  #queues = new Map();

  // The callback either returns a promise or takes a `done` to call.
  acquire(key, work, done, options) {
    const name = Array.isArray(key) ? key.join() : key;
    const running = new Promise((resolve, reject) => {
      const task = () => {
        const settle = (failure, result) => {
          if (failure) reject(failure);
          else resolve(result);
          this.#next(name);
        };
        if (work.length > 0) work(settle);
        else
          new Promise((give) => give(work())).then(
            (result) => settle(null, result),
            (failure) => settle(failure || new Error('failed')),
          );
      };
      const queue = this.#queues.get(name);
      if (queue) {
        queue.push(task);
        return;
      }
      this.#queues.set(name, []);
      task();
    });
    if (!isFunction(done)) return running;
    running.then((result) => done(null, result), done);
    return undefined;
  }

  #next(name) {
    const queue = this.#queues.get(name);
    if (!queue) return;
    if (queue.length > 0) queue.shift()();
    else this.#queues.delete(name);
  }

  isBusy(key) {
    return key === undefined ? this.#queues.size > 0 : this.#queues.has(key);
  }
}

export function pLimit(given) {
  const most = typeof given === 'object' ? given.concurrency : given;
  const queue = [];
  let active = 0;
  const next = () => {
    if (active >= most || queue.length === 0) return;
    active++;
    queue.shift()();
  };
  const limit = (work, ...args) =>
    new Promise((resolve) => {
      queue.push(async () => {
        const result = (async () => work(...args))();
        resolve(result);
        try {
          await result;
        } catch {
          // whoever asked for it hears of it
        }
        active--;
        next();
      });
      queueMicrotask(next);
    });
  return Object.defineProperties(limit, {
    activeCount: { get: () => active },
    pendingCount: { get: () => queue.length },
    clearQueue: {
      value: () => {
        queue.length = 0;
      },
    },
  });
}

export class PQueue {
  constructor(options = {}) {
    this.most = options.concurrency || Infinity;
    this.isPaused = options.autoStart === false;
    this.queue = [];
    this.pending = 0;
    this.idle = [];
  }

  get size() {
    return this.queue.length;
  }

  add(work, options = {}) {
    return new Promise((resolve, reject) => {
      const task = async () => {
        this.pending++;
        try {
          resolve(await work(options));
        } catch (error) {
          reject(error);
        }
        this.pending--;
        this.#next();
      };
      task.priority = options.priority || 0;
      const at = this.queue.findLastIndex((other) => other.priority >= task.priority);
      this.queue.splice(at + 1, 0, task);
      this.#next();
    });
  }

  addAll(works, options) {
    return Promise.all(works.map((work) => this.add(work, options)));
  }

  #next() {
    while (!this.isPaused && this.queue.length > 0 && this.pending < this.most) this.queue.shift()();
    if (this.queue.length === 0 && this.pending === 0) for (const wake of this.idle.splice(0)) wake();
  }

  start() {
    this.isPaused = false;
    this.#next();
    return this;
  }

  pause() {
    this.isPaused = true;
  }

  clear() {
    this.queue = [];
  }

  onIdle() {
    return this.pending === 0 && this.queue.length === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  on() {
    return this;
  }
}

export class AbortError extends Error {
  name = 'AbortError';
}

export async function pRetry(work, options = {}) {
  const retries = options.retries === undefined ? 10 : options.retries;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (error instanceof AbortError || attempt > retries) throw error;
      if (options.onFailedAttempt) await options.onFailedAttempt(error);
      if (options.shouldRetry && !(await options.shouldRetry(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, (options.minTimeout || 1000) * 2 ** (attempt - 1)));
    }
  }
}

// p-memoize keeps the promise of each first argument, and forgets those that were rejected; its cache holds results.
export function pMemoize(work, { cacheKey = ([first]) => first, cache = new Map() } = {}) {
  const flights = new Map();
  return function memoized(...args) {
    const key = cacheKey(args);
    if (flights.has(key)) return flights.get(key);
    const flight = (async () => {
      try {
        if (cache && (await cache.has(key))) return await cache.get(key);
        const result = await work.apply(this, args);
        if (cache) await cache.set(key, result);
        return result;
      } finally {
        flights.delete(key);
      }
    })();
    flights.set(key, flight);
    return flight;
  };
}

export const pMemoizeClear = nothing;

export function pDebounce(work, wait) {
  let timer;
  let waiting = [];
  return (...args) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      clearTimeout(timer);
      timer = setTimeout(() => {
        const result = work(...args);
        for (const each of waiting.splice(0)) each(result);
      }, wait);
    });
}
