// async-mutex 0.5: Semaphore, Mutex, withTimeout, tryAcquire, with the order of their promises. Facts: the package's documentation
// and source.

export const E_TIMEOUT = new Error('timeout while waiting for mutex to become available');
export const E_ALREADY_LOCKED = new Error('mutex already locked');
export const E_CANCELED = new Error('request for lock canceled');

export class Semaphore {
  constructor(value, cancelError = E_CANCELED) {
    this.free = value;
    this.cancelError = cancelError;
    this.queue = [];
    this.waiters = [];
  }

  acquire(weight = 1, priority = 0) {
    if (weight <= 0) throw new Error(`invalid weight ${weight}: must be positive`);
    return new Promise((resolve, reject) => {
      const task = { resolve, reject, weight, priority };
      const at = this.queue.findLastIndex((other) => priority <= other.priority);
      if (at === -1 && weight <= this.free) this.hand(task);
      else this.queue.splice(at + 1, 0, task);
    });
  }

  async runExclusive(callback, weight = 1, priority = 0) {
    const [value, release] = await this.acquire(weight, priority);
    try {
      return await callback(value);
    } finally {
      release();
    }
  }

  waitForUnlock(weight = 1, priority = 0) {
    if (weight <= 0) throw new Error(`invalid weight ${weight}: must be positive`);
    if ((this.queue.length === 0 || this.queue[0].priority < priority) && weight <= this.free) return Promise.resolve();
    return new Promise((resolve) => {
      const group = (this.waiters[weight - 1] = this.waiters[weight - 1] || []);
      const at = group.findLastIndex((other) => priority <= other.priority);
      group.splice(at + 1, 0, { resolve, priority });
    });
  }

  isLocked() {
    return this.free <= 0;
  }

  getValue() {
    return this.free;
  }

  setValue(value) {
    this.free = value;
    this.next();
  }

  release(weight = 1) {
    if (weight <= 0) throw new Error(`invalid weight ${weight}: must be positive`);
    this.free += weight;
    this.next();
  }

  cancel() {
    for (const task of this.queue) task.reject(this.cancelError);
    this.queue = [];
  }

  next() {
    this.wake();
    while (this.queue.length > 0 && this.queue[0].weight <= this.free) {
      this.hand(this.queue.shift());
      this.wake();
    }
  }

  hand(task) {
    const before = this.free;
    this.free -= task.weight;
    let called = false;
    const release = () => {
      if (called) return;
      called = true;
      this.release(task.weight);
    };
    task.resolve([before, release]);
  }

  // Those that only wait go first, unless somebody with a higher priority waits for the lock itself.
  wake() {
    for (let weight = Math.min(this.free, this.waiters.length); weight > 0; weight--) {
      const group = this.waiters[weight - 1];
      if (!group) continue;
      const priority = this.queue.length === 0 ? -Infinity : this.queue[0].priority;
      const end = group.findIndex((waiter) => waiter.priority <= priority);
      const woken = group.splice(0, end === -1 ? group.length : end);
      for (const waiter of woken) waiter.resolve();
    }
  }
}

export class Mutex {
  constructor(cancelError) {
    this.semaphore = new Semaphore(1, cancelError);
  }

  async acquire(priority = 0) {
    const [, release] = await this.semaphore.acquire(1, priority);
    return release;
  }

  runExclusive(callback, priority = 0) {
    return this.semaphore.runExclusive(() => callback(), 1, priority);
  }

  isLocked() {
    return this.semaphore.isLocked();
  }

  waitForUnlock(priority = 0) {
    return this.semaphore.waitForUnlock(1, priority);
  }

  release() {
    if (this.semaphore.isLocked()) this.semaphore.release();
  }

  cancel() {
    this.semaphore.cancel();
  }
}

export function withTimeout(lock, timeout, error = E_TIMEOUT) {
  // The arguments (weight, priority) of a semaphore, (priority) of a mutex, with the weight checked as the lock itself does.
  const limited =
    (start, drop) =>
    (...args) =>
      new Promise(async (resolve, reject) => {
        let late = false;
        const timer = setTimeout(() => {
          late = true;
          reject(error);
        }, timeout);
        try {
          const got = await start(...args);
          if (late) {
            drop(got);
            return;
          }
          clearTimeout(timer);
          resolve(got);
        } catch (failure) {
          if (late) return;
          clearTimeout(timer);
          reject(failure);
        }
      });
  const releaseOf = (ticket) => (Array.isArray(ticket) ? ticket[1] : ticket);
  const acquire = limited(
    (...args) => lock.acquire(...args),
    (ticket) => releaseOf(ticket)(),
  );
  return {
    acquire,
    async runExclusive(callback, ...args) {
      let release = () => {};
      try {
        const ticket = await acquire(...args);
        release = releaseOf(ticket);
        return await (Array.isArray(ticket) ? callback(ticket[0]) : callback());
      } finally {
        release();
      }
    },
    waitForUnlock: limited(
      (...args) => lock.waitForUnlock(...args),
      () => {},
    ),
    isLocked: () => lock.isLocked(),
    release: (...args) => lock.release(...args),
    cancel: () => lock.cancel(),
    getValue: () => lock.getValue(),
    setValue: (value) => lock.setValue(value),
  };
}

export const tryAcquire = (lock, error = E_ALREADY_LOCKED) => withTimeout(lock, 0, error);
