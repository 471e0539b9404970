// wonka 6, the streams of urql, as its documentation says. A source is a function of a sink { next, done } and gives a function that
// stops it; it pushes, without being asked. All is told at once, but what comes of promises.

const nothing = () => undefined;

export const pipe = (source, ...operators) => operators.reduce((made, operator) => operator(made), source);

export const fromValue = (value) => (sink) => {
  sink.next(value);
  sink.done();
  return nothing;
};

export const fromArray = (values) => (sink) => {
  values.forEach((value) => sink.next(value));
  sink.done();
  return nothing;
};

export const fromPromise = (promise) => (sink) => {
  let open = true;
  promise.then((value) => {
    Promise.resolve(value).then(() => {
      if (!open) return;
      sink.next(value);
      sink.done();
    });
  });
  return () => { open = false; };
};

export const empty = (sink) => {
  sink.done();
  return nothing;
};

export const never = () => nothing;

export const make = (start) => (sink) => {
  let open = true;
  const stop = start({
    next: (value) => open && sink.next(value),
    complete: () => {
      if (open) sink.done();
      open = false;
    },
  });
  return () => {
    if (!open) return;
    open = false;
    stop();
  };
};

export const lazy = (give) => (sink) => give()(sink);

export function makeSubject() {
  const sinks = new Set();
  return {
    source: (sink) => {
      sinks.add(sink);
      return () => sinks.delete(sink);
    },
    next: (value) => [...sinks].forEach((sink) => sink.next(value)),
    complete: () => {
      const all = [...sinks];
      sinks.clear();
      all.forEach((sink) => sink.done());
    },
  };
}

const through = (next) => (source) => (sink) => source({ next: (value) => next(value, sink), done: () => sink.done() });

export const map = (change) => through((value, sink) => sink.next(change(value)));
export const filter = (test) => through((value, sink) => {
  if (test(value)) sink.next(value);
});
export const tap = (look) => through((value, sink) => {
  look(value);
  sink.next(value);
});
export const onPush = tap;

export const scan = (join, first) => (source) => {
  let held = first;
  return map((value) => { held = join(held, value); return held; })(source);
};

export const onStart = (work) => (source) => (sink) => {
  const stop = source(sink);
  work();
  return stop;
};

export const onEnd = (work) => (source) => (sink) => {
  let open = true;
  const end = () => {
    if (open) work();
    open = false;
  };
  const stop = source({
    next: (value) => sink.next(value),
    done: () => {
      end();
      sink.done();
    },
  });
  return () => {
    stop();
    end();
  };
};

// Stops as soon as `test` says so, although the source may push before it has given its stop function.
const until = (step) => (source) => (sink) => {
  let open = true;
  let stop = nothing;
  let ready = false;
  const end = () => {
    if (!open) return;
    open = false;
    if (ready) stop();
    sink.done();
  };
  stop = source({
    next: (value) => {
      if (open) step(value, sink, end);
    },
    done: () => {
      if (open) sink.done();
      open = false;
    },
  });
  ready = true;
  if (!open) stop();
  return () => {
    open = false;
    stop();
  };
};

export const take = (count) => (source) => {
  let left = count;
  return until((value, sink, end) => {
    left--;
    sink.next(value);
    if (left <= 0) end();
  })(source);
};

export const takeWhile = (test, last) => until((value, sink, end) => {
  const more = test(value);
  if (more || last) sink.next(value);
  if (!more) end();
});

export const skip = (count) => (source) => {
  let left = count;
  return filter(() => left-- <= 0)(source);
};

export const takeUntil = (notifier) => (source) => (sink) => {
  let open = true;
  let stop = nothing;
  const quiet = notifier({
    next: () => {
      if (!open) return;
      open = false;
      stop();
      sink.done();
    },
    done: nothing,
  });
  const close = () => {
    open = false;
    quiet();
  };
  stop = source({
    next: (value) => open && sink.next(value),
    done: () => {
      if (open) sink.done();
      close();
    },
  });
  return () => {
    close();
    stop();
  };
};

export const merge = (sources) => mergeMap((source) => source)(fromArray(sources));
export const concat = (sources) => concatMap((source) => source)(fromArray(sources));

export const mergeMap = (change) => (source) => (sink) => {
  const stops = new Set();
  let left = 1;
  const done = () => {
    left--;
    if (left === 0) sink.done();
  };
  const stop = source({
    next: (value) => {
      left++;
      stops.add(change(value)({ next: (each) => sink.next(each), done }));
    },
    done,
  });
  return () => {
    stop();
    stops.forEach((each) => each());
  };
};

export const concatMap = (change) => (source) => (sink) => {
  const queue = [];
  let busy = false;
  let ended = false;
  const go = () => {
    while (!busy && queue.length) {
      busy = true;
      change(queue.shift())({
        next: (each) => sink.next(each),
        done: () => {
          busy = false;
          go();
        },
      });
    }
    if (!busy && ended) sink.done();
  };
  return source({
    next: (value) => {
      queue.push(value);
      go();
    },
    done: () => {
      ended = true;
      if (!busy) sink.done();
    },
  });
};

export const switchMap = (change) => (source) => (sink) => {
  let number = 0;
  let stop = nothing;
  let busy = false;
  let ended = false;
  return source({
    next: (value) => {
      const mine = ++number;
      stop();
      busy = true;
      stop = change(value)({
        next: (each) => mine === number && sink.next(each),
        done: () => {
          if (mine !== number) return;
          busy = false;
          if (ended) sink.done();
        },
      });
    },
    done: () => {
      ended = true;
      if (!busy) sink.done();
    },
  });
};

export const mergeAll = mergeMap((source) => source);
export const concatAll = concatMap((source) => source);
export const flatten = mergeAll;

export function share(source) {
  const sinks = new Set();
  let stop = nothing;
  return (sink) => {
    sinks.add(sink);
    if (sinks.size === 1) {
      stop = source({
        next: (value) => [...sinks].forEach((each) => each.next(value)),
        done: () => {
          const all = [...sinks];
          sinks.clear();
          all.forEach((each) => each.done());
        },
      });
    }
    return () => {
      if (sinks.delete(sink) && sinks.size === 0) stop();
    };
  };
}

export const delay = (time) => (source) => (sink) => source({
  next: (value) => setTimeout(() => sink.next(value), time), done: () => setTimeout(() => sink.done(), time),
});

export const debounce = (timeOf) => (source) => (sink) => {
  let timer;
  return source({
    next: (value) => {
      clearTimeout(timer);
      timer = setTimeout(() => sink.next(value), timeOf(value));
    },
    done: () => sink.done(),
  });
};

export const interval = (time) => (sink) => {
  let count = 0;
  const timer = setInterval(() => sink.next(count++), time);
  return () => clearInterval(timer);
};

export const subscribe = (work) => (source) => ({ unsubscribe: source({ next: work, done: nothing }) });
export const forEach = (work) => (source) => { subscribe(work)(source); };
export const publish = (source) => subscribe(nothing)(source);

export const toPromise = (source) => new Promise((resolve) => {
  let last;
  source({ next: (value) => { last = value; }, done: () => Promise.resolve(last).then(resolve) });
});

export const toArray = (source) => {
  const all = [];
  source({ next: (value) => all.push(value), done: nothing })();
  return all;
};

export const toObservable = (source) => ({
  subscribe: (observer, error, complete) => {
    const given = typeof observer === 'function' ? { next: observer, complete } : observer;
    return { unsubscribe: source({ next: (value) => given.next && given.next(value), done: () => given.complete && given.complete() }) };
  },
});

export const fromObservable = (observable) => (sink) => {
  const subscription = observable.subscribe({ next: (value) => sink.next(value), complete: () => sink.done() });
  return () => subscription.unsubscribe();
};
