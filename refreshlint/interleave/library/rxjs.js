// rxjs 6 and 7: observables, subjects, and the operators that clients use around a refresh. Facts: rxjs.dev/api.
import { isFunction, isObject, isThenable, nothing } from './shared.js';

export class Subscription {
  constructor(end) {
    this.closed = false;
    this.ends = end ? [end] : [];
  }

  add(end) {
    const work = isFunction(end)
      ? end
      : () => {
          if (end) end.unsubscribe();
        };
    if (this.closed) work();
    else this.ends.push(work);
  }

  unsubscribe() {
    if (this.closed) return;
    this.closed = true;
    for (const end of this.ends.splice(0)) end();
  }
}

export class Observable {
  constructor(start) {
    this.start = start;
  }

  subscribe(next, error, complete) {
    const observer = isObject(next) ? next : { next, error, complete };
    const subscription = new Subscription();
    let over = false;
    const end = (name, value) => {
      if (over || subscription.closed) return;
      over = true;
      if (isFunction(observer[name])) observer[name](value);
      else if (name === 'error')
        setTimeout(() => {
          throw value;
        });
      subscription.unsubscribe();
    };
    const subscriber = {
      next: (value) => {
        if (!over && !subscription.closed && isFunction(observer.next)) observer.next(value);
      },
      error: (reason) => end('error', reason),
      complete: () => end('complete'),
      add: (each) => subscription.add(each),
      get closed() {
        return over || subscription.closed;
      },
    };
    try {
      const teardown = this.start(subscriber, subscription);
      if (isFunction(teardown) || (isObject(teardown) && isFunction(teardown.unsubscribe))) subscription.add(teardown);
    } catch (thrown) {
      subscriber.error(thrown);
    }
    return subscription;
  }

  pipe(...operators) {
    return operators.reduce((source, operator) => operator(source), this);
  }

  toPromise() {
    return new Promise((resolve, reject) => {
      let last;
      this.subscribe(
        (value) => {
          last = value;
        },
        reject,
        () => resolve(last),
      );
    });
  }

  forEach(work) {
    return new Promise((resolve, reject) => {
      this.subscribe(work, reject, resolve);
    });
  }
}

export class Subject extends Observable {
  constructor() {
    super((subscriber) => this.attach(subscriber));
    this.observers = new Set();
    this.closed = false;
    this.failure = null;
  }

  attach(subscriber) {
    if (this.failure) subscriber.error(this.failure.reason);
    else if (this.closed) subscriber.complete();
    else this.observers.add(subscriber);
    return () => this.observers.delete(subscriber);
  }

  get observed() {
    return this.observers.size > 0;
  }

  next(value) {
    if (!this.closed) for (const each of [...this.observers]) each.next(value);
  }

  error(reason) {
    if (this.closed) return;
    this.closed = true;
    this.failure = { reason };
    for (const each of [...this.observers]) each.error(reason);
  }

  complete() {
    if (this.closed) return;
    this.closed = true;
    for (const each of [...this.observers]) each.complete();
  }

  asObservable() {
    return new Observable((subscriber) => this.subscribe(subscriber));
  }

  unsubscribe() {
    this.closed = true;
    this.observers.clear();
  }
}

export class BehaviorSubject extends Subject {
  constructor(value) {
    super();
    this.value = value;
  }

  attach(subscriber) {
    const end = super.attach(subscriber);
    if (!this.closed) subscriber.next(this.value);
    return end;
  }

  next(value) {
    this.value = value;
    super.next(value);
  }

  getValue() {
    return this.value;
  }
}

export class ReplaySubject extends Subject {
  constructor(size = Infinity) {
    super();
    this.size = size;
    this.kept = [];
  }

  attach(subscriber) {
    for (const value of this.kept) subscriber.next(value);
    return super.attach(subscriber);
  }

  next(value) {
    this.kept = [...this.kept, value].slice(-this.size);
    super.next(value);
  }
}

export class AsyncSubject extends ReplaySubject {}

export class EmptyError extends Error {}

// -- making

export const of = (...values) => from(values);

export function from(source) {
  if (isObject(source) && source instanceof Observable) return source;
  if (isThenable(source)) {
    return new Observable((subscriber) => {
      source.then(
        (value) => {
          subscriber.next(value);
          subscriber.complete();
        },
        (reason) => subscriber.error(reason),
      );
    });
  }
  return new Observable((subscriber) => {
    for (const value of source) {
      if (subscriber.closed) return;
      subscriber.next(value);
    }
    subscriber.complete();
  });
}

export const throwError = (reason) => new Observable((subscriber) => subscriber.error(isFunction(reason) ? reason() : reason));
export const defer = (make) => new Observable((subscriber) => from(make()).subscribe(subscriber));
export const EMPTY = new Observable((subscriber) => subscriber.complete());
export const NEVER = new Observable(nothing);
export const empty = () => EMPTY;
export const iif = (test, yes, no) => defer(() => (test() ? yes : no));

export const timer = (wait, period) =>
  new Observable((subscriber) => {
    let count = 0;
    let repeat;
    const first = setTimeout(() => {
      subscriber.next(count++);
      if (period === undefined) subscriber.complete();
      else repeat = setInterval(() => subscriber.next(count++), period);
    }, wait);
    return () => {
      clearTimeout(first);
      clearInterval(repeat);
    };
  });
export const interval = (period) => timer(period, period);

export const fromEvent = (target, name) =>
  new Observable((subscriber) => {
    const listener = (event) => subscriber.next(event);
    (target.addEventListener || target.on).call(target, name, listener);
    return () => (target.removeEventListener || target.off).call(target, name, listener);
  });

export const merge = (...sources) => of(...sources).pipe(mergeMap((source) => source));
export const concat = (...sources) => of(...sources).pipe(concatMap((source) => source));

export const forkJoin = (given) =>
  new Observable((subscriber) => {
    const names = Object.keys(given);
    const results = Array.isArray(given) ? [] : {};
    let left = names.length;
    if (left === 0) subscriber.complete();
    for (const name of names) {
      let found = false;
      subscriber.add(
        from(given[name]).subscribe(
          (value) => {
            found = true;
            results[name] = value;
          },
          (reason) => subscriber.error(reason),
          () => {
            if (found && --left > 0) return;
            if (found) subscriber.next(results);
            subscriber.complete();
          },
        ),
      );
    }
  });

export const combineLatest = (given) =>
  new Observable((subscriber) => {
    const names = Object.keys(given);
    const results = Array.isArray(given) ? [] : {};
    const seen = new Set();
    let left = names.length;
    for (const name of names) {
      subscriber.add(
        from(given[name]).subscribe(
          (value) => {
            results[name] = value;
            seen.add(name);
            if (seen.size === names.length) subscriber.next(Array.isArray(given) ? [...results] : { ...results });
          },
          (reason) => subscriber.error(reason),
          () => {
            if (--left === 0) subscriber.complete();
          },
        ),
      );
    }
  });

const valueFrom = (pick) => (source, config) =>
  new Promise((resolve, reject) => {
    let last = null;
    const subscription = new Subscription();
    const done = () => {
      if (last) resolve(last[0]);
      else if (config) resolve(config.defaultValue);
      else reject(new EmptyError('no elements in sequence'));
    };
    subscription.add(
      source.subscribe(
        (value) => {
          last = [value];
          if (pick !== 'first') return;
          done();
          subscription.unsubscribe();
        },
        reject,
        done,
      ),
    );
  });
export const firstValueFrom = valueFrom('first');
export const lastValueFrom = valueFrom('last');
export const isObservable = (value) => isObject(value) && value instanceof Observable;

// -- operators

const operator = (start) => (source) => new Observable((subscriber) => start(source, subscriber));

const each = (source, subscriber, next, rest) =>
  source.subscribe({
    next(value) {
      try {
        next(value);
      } catch (thrown) {
        subscriber.error(thrown);
      }
    },
    error: (reason) => subscriber.error(reason),
    complete: () => subscriber.complete(),
    ...rest,
  });

export const map = (work) =>
  operator((source, out) => {
    let at = 0;
    return each(source, out, (value) => out.next(work(value, at++)));
  });
export const filter = (wanted) =>
  operator((source, out) =>
    each(source, out, (value) => {
      if (wanted(value)) out.next(value);
    }),
  );

export const tap = (given) =>
  operator((source, out) => {
    const seen = isFunction(given) ? { next: given } : given || {};
    return each(
      source,
      out,
      (value) => {
        if (seen.next) seen.next(value);
        out.next(value);
      },
      {
        error(reason) {
          if (seen.error) seen.error(reason);
          out.error(reason);
        },
        complete() {
          if (seen.complete) seen.complete();
          out.complete();
        },
      },
    );
  });

export const take = (count) =>
  operator((source, out) => {
    let left = count;
    const subscription = new Subscription();
    subscription.add(
      each(source, out, (value) => {
        if (left-- > 0) out.next(value);
        if (left > 0) return;
        out.complete();
        subscription.unsubscribe();
      }),
    );
    return subscription;
  });

export const takeUntil = (stop) =>
  operator((source, out) => {
    out.add(from(stop).subscribe(() => out.complete()));
    return out.closed ? undefined : each(source, out, (value) => out.next(value));
  });
export const takeWhile = (wanted) =>
  operator((source, out) => each(source, out, (value) => (wanted(value) ? out.next(value) : out.complete())));
export const skip = (count) =>
  filter(
    (
      (left) => () =>
        left-- <= 0
    )(count),
  );
export const first =
  (wanted = () => true) =>
  (source) =>
    source.pipe(filter(wanted), take(1));
export const distinctUntilChanged = () =>
  operator((source, out) => {
    let before = null;
    return each(source, out, (value) => {
      if (before && before[0] === value) return;
      before = [value];
      out.next(value);
    });
  });

// most: how many inner observables run at a time; newest: a new one replaces the one that runs.
const flattened = (most, newest) => (work) =>
  operator((source, out) => {
    const queue = [];
    let active = 0;
    let over = false;
    let inner = null;
    let at = 0;
    const begin = (value) => {
      active++;
      let done = false;
      const subscription = each(from(work(value, at++)), out, (result) => out.next(result), {
        complete() {
          done = true;
          active--;
          if (queue.length > 0) begin(queue.shift());
          else if (over && active === 0) out.complete();
        },
      });
      if (!done) {
        inner = subscription;
        out.add(subscription);
      }
    };
    return each(
      source,
      out,
      (value) => {
        if (newest && active > 0) {
          inner.unsubscribe();
          active = 0;
        }
        if (active < most) begin(value);
        else queue.push(value);
      },
      {
        complete() {
          over = true;
          if (active === 0 && queue.length === 0) out.complete();
        },
      },
    );
  });
export const mergeMap = flattened(Infinity);
export const flatMap = mergeMap;
export const concatMap = flattened(1);
export const switchMap = flattened(1, true);

export const exhaustMap = (work) => (source) =>
  defer(() => {
    let busy = false;
    return source.pipe(
      filter(() => !busy),
      mergeMap((value) => {
        busy = true;
        return from(work(value)).pipe(
          finalize(() => {
            busy = false;
          }),
        );
      }),
    );
  });

export const catchError = (handle) => (source) => {
  const caught = new Observable((out) => {
    const subscription = new Subscription();
    subscription.add(
      source.subscribe({
        next: (value) => out.next(value),
        error(reason) {
          try {
            subscription.add(from(handle(reason, caught)).subscribe(out));
          } catch (thrown) {
            out.error(thrown);
          }
        },
        complete: () => out.complete(),
      }),
    );
    return subscription;
  });
  return caught;
};

export const finalize = (work) =>
  operator((source, out) => {
    const subscription = source.subscribe(out);
    out.add(work);
    return subscription;
  });

export const retry =
  (given = Infinity) =>
  (source) => {
    const count = isObject(given) ? (given.count ?? Infinity) : given;
    const attempt = (left) => source.pipe(catchError((reason) => (left > 0 ? attempt(left - 1) : throwError(() => reason))));
    return attempt(count);
  };

export const share = () => (source) => {
  let subject = null;
  let subscription = null;
  let count = 0;
  const reset = () => {
    subject = subscription = null;
    count = 0;
  };
  return new Observable((out) => {
    const mine = (subject = subject || new Subject());
    count++;
    const end = mine.subscribe(out);
    if (!subscription) {
      subscription = new Subscription();
      subscription.add(
        source.subscribe({
          next: (value) => mine.next(value),
          error(reason) {
            reset();
            mine.error(reason);
          },
          complete() {
            reset();
            mine.complete();
          },
        }),
      );
    }
    return () => {
      end.unsubscribe();
      if (subject !== mine || --count > 0) return;
      if (subscription) subscription.unsubscribe();
      reset();
    };
  });
};

export const shareReplay = (given) => (source) => {
  const size = isObject(given) ? given.bufferSize : given;
  let subject = null;
  return new Observable((out) => {
    if (subject) return subject.subscribe(out);
    subject = new ReplaySubject(size);
    const mine = subject;
    const end = mine.subscribe(out);
    source.subscribe({
      next: (value) => mine.next(value),
      error(reason) {
        subject = null;
        mine.error(reason);
      },
      complete: () => mine.complete(),
    });
    return end;
  });
};

export const delay = (wait) => mergeMap((value) => timer(wait).pipe(map(() => value)));
export const startWith =
  (...values) =>
  (source) =>
    concat(of(...values), source);
export const toArray = () => (source) =>
  defer(() => {
    const values = [];
    return concat(
      source.pipe(
        tap((value) => values.push(value)),
        filter(() => false),
      ),
      defer(() => of(values)),
    );
  });
export const debounceTime = (wait) => switchMap((value) => timer(wait).pipe(map(() => value)));
export const withLatestFrom = (...others) =>
  mergeMap((value) =>
    combineLatest(others).pipe(
      take(1),
      map((latest) => [value, ...latest]),
    ),
  );
export const timeout = () => (source) => source;
export const observeOn = timeout;
export const subscribeOn = timeout;
export const asyncScheduler = {};
export const pipe =
  (...operators) =>
  (source) =>
    operators.reduce((at, each) => each(at), source);
