// The virtual clock: timers and Date of a run. Nothing waits for real: the scheduler moves the time.

export const RealDate = Date;
const START = RealDate.UTC(2026, 0, 15, 12);

export class Clock {
  /** inContext: (fn) => fn that keeps the caller to whom the work belongs. */
  constructor(inContext) {
    this.time = START;
    this.inContext = inContext;
    this.timers = new Map();
    this.next = 1;
    const clock = this;
    this.Date = class Date extends RealDate {
      constructor(...args) {
        if (args.length === 0) super(clock.time);
        else super(...args);
      }

      static now() {
        return clock.time;
      }
    };
  }

  now = () => this.time;

  #add(work, ms, every) {
    if (typeof work !== 'function') throw new TypeError('a timer needs a function');
    const id = this.next++;
    const wait = Math.max(Number(ms) || 0, 1);
    this.timers.set(id, { id, due: this.time + wait, every: every ? wait : 0, work: this.inContext(work) });
    return { id, [Symbol.toPrimitive]: () => id, ref: () => id, unref: () => id, hasRef: () => true };
  }

  setTimeout = (work, ms, ...args) => this.#add(() => work(...args), ms, false);
  setInterval = (work, ms, ...args) => this.#add(() => work(...args), ms, true);
  clear = (handle) => void this.timers.delete(Number(handle));

  #earliest() {
    let found = null;
    for (const timer of this.timers.values()) if (!found || timer.due < found.due) found = timer;
    return found;
  }

  #fire(timer) {
    if (timer.every) timer.due = Math.max(this.time, timer.due) + timer.every;
    else this.timers.delete(timer.id);
    try {
      timer.work();
    } catch {
      // An error in a timer is reported to nobody; the app goes on.
    }
  }

  /** Fires the earliest timer due by `limit` (ms), moving the time to it; false if there is none. */
  fireNext(limit) {
    const timer = this.#earliest();
    if (!timer || timer.due > limit) return false;
    this.time = Math.max(this.time, timer.due);
    this.#fire(timer);
    return true;
  }

  /** Lets time pass at once, as for a device asleep, and fires what has become due: each interval once. */
  sleep(ms) {
    this.time += ms;
    const due = [...this.timers.values()].filter((timer) => timer.due <= this.time).sort((a, b) => a.due - b.due);
    for (const timer of due) if (this.timers.has(timer.id)) this.#fire(timer);
  }

  /** Fires every interval now. */
  fireIntervals() {
    for (const timer of [...this.timers.values()]) if (timer.every && this.timers.has(timer.id)) this.#fire(timer);
  }
}
