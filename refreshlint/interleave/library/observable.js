// The Observable of Apollo Client 2 and 3 (zen-observable 0.8): what a subscriber is given while the subscription is being made, or
// while it is being told something, is told in a microtask.

const soon = (work) => Promise.resolve().then(work);

class Subscription {
  #state = 'initializing';
  #queue = [];
  #observer;
  #cleanup;

  constructor(observer, subscriber) {
    this.#observer = observer;
    const tell = (type) => (value) => this.#notify(type, value);
    const self = this;
    const teller = {
      next: tell('next'), error: tell('error'), complete: tell('complete'),
      get closed() {
        return self.closed;
      },
    };
    try {
      this.#cleanup = subscriber(teller);
    } catch (error) {
      teller.error(error);
    }
    if (this.#state === 'initializing') this.#state = 'ready';
    if (this.#state === 'closed') this.#clean();
  }

  get closed() {
    return this.#state === 'closed';
  }

  #notify(type, value) {
    if (this.#state === 'closed') return;
    if (this.#state === 'buffering') {
      this.#queue.push([type, value]);
    } else if (this.#state === 'ready') {
      this.#tell(type, value);
    } else {
      this.#state = 'buffering';
      this.#queue = [[type, value]];
      soon(() => this.#flush());
    }
  }

  #flush() {
    const queue = this.#queue;
    if (this.#state !== 'buffering') return;
    this.#state = 'ready';
    for (const [type, value] of queue) {
      this.#tell(type, value);
      if (this.#state === 'closed') break;
    }
  }

  #tell(type, value) {
    const observer = this.#observer;
    this.#state = type === 'next' ? 'running' : 'closed';
    if (observer[type]) {
      try {
        observer[type](value);
      } catch (error) {
        setTimeout(() => { throw error; });
      }
    }
    if (this.#state === 'running') this.#state = 'ready';
    if (this.#state === 'closed') this.#clean();
  }

  #clean() {
    const cleanup = this.#cleanup;
    this.#cleanup = undefined;
    if (typeof cleanup === 'function') cleanup();
    else if (cleanup && cleanup.unsubscribe) cleanup.unsubscribe();
  }

  unsubscribe() {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#clean();
  }
}

export class Observable {
  #subscriber;

  constructor(subscriber) {
    this.#subscriber = subscriber;
  }

  subscribe(observer, error, complete) {
    const given = typeof observer === 'object' && observer !== null ? observer : { next: observer, error, complete };
    return new Subscription(given, this.#subscriber);
  }

  #through(next) {
    return new Observable((observer) => this.subscribe({
      next: (value) => {
        try {
          next(observer, value);
        } catch (error) {
          observer.error(error);
        }
      },
      error: (error) => observer.error(error),
      complete: () => observer.complete(),
    }));
  }

  map(change) {
    return this.#through((observer, value) => observer.next(change(value)));
  }

  filter(test) {
    return this.#through((observer, value) => {
      if (test(value)) observer.next(value);
    });
  }

  flatMap(change) {
    return new Observable((observer) => {
      const open = new Set();
      let done = false;
      const finish = () => {
        if (done && open.size === 0) observer.complete();
      };
      const outer = this.subscribe({
        next: (value) => {
          let made;
          try {
            made = change(value);
          } catch (error) {
            observer.error(error);
            return;
          }
          const mark = {};
          open.add(mark);
          mark.inner = Observable.from(made).subscribe({
            next: (each) => observer.next(each),
            error: (error) => observer.error(error),
            complete: () => {
              open.delete(mark);
              finish();
            },
          });
        },
        error: (error) => observer.error(error),
        complete: () => {
          done = true;
          finish();
        },
      });
      return () => {
        open.forEach((mark) => mark.inner && mark.inner.unsubscribe());
        outer.unsubscribe();
      };
    });
  }

  concat(...rest) {
    return new Observable((observer) => {
      const queue = [this, ...rest];
      const start = () => {
        if (queue.length === 0) observer.complete();
        else queue.shift().subscribe({ next: (value) => observer.next(value), error: (error) => observer.error(error), complete: start });
      };
      start();
    });
  }

  forEach(work) {
    return new Promise((resolve, reject) => this.subscribe({ next: (value) => work(value), error: reject, complete: resolve }));
  }

  pipe(...operators) {
    return operators.reduce((source, operator) => operator(source), this);
  }

  static of(...values) {
    return new Observable((observer) => {
      soon(() => {
        values.forEach((value) => observer.next(value));
        observer.complete();
      });
    });
  }

  static from(source) {
    if (source instanceof Observable) return source;
    if (Array.isArray(source)) return Observable.of(...source);
    if (source && source.subscribe) return new Observable((observer) => source.subscribe(observer));
    throw new TypeError(`${source} is not observable`);
  }
}
