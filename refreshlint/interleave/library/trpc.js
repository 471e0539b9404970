// @trpc/client 10 and 11, as its documentation says: a procedure call goes through the links, and the last of them sends it with the
// headers it is asked for and with its fetch. Procedures have names of the app's, so that the client itself is unknown here; the
// explorer sends an ordinary call through the links.

import { known, register, send, site, unknown } from 'host';

// -- @trpc/server/observable

export function observable(start) {
  const made = {
    subscribe(observer) {
      let open = true;
      let stop;
      const tell = (name, last) => (value) => {
        if (!open) return;
        if (last) open = false;
        if (observer[name]) observer[name](value);
        if (last && typeof stop === 'function') stop();
      };
      stop = start({ next: tell('next'), error: tell('error', true), complete: tell('complete', true) });
      return {
        unsubscribe() {
          open = false;
          if (typeof stop === 'function') stop();
        },
      };
    },
    pipe: (...operators) => operators.reduce((source, operator) => operator(source), made),
  };
  return made;
}

export const isObservable = (value) => !!value && typeof value.subscribe === 'function';
export const share = () => (source) => source;
export const map = (change) => (source) => observable((observer) => {
  const next = (value) => observer.next(change(value));
  return source.subscribe({ next, error: observer.error, complete: observer.complete }).unsubscribe;
});
export const tap = (look) => (source) => observable((observer) => {
  const both = (name) => (value) => {
    if (look[name]) look[name](value);
    observer[name](value);
  };
  return source.subscribe({ next: both('next'), error: both('error'), complete: both('complete') }).unsubscribe;
});
export const observableToPromise = (source) => {
  const promise = new Promise((resolve, reject) => source.subscribe({ next: resolve, error: reject }));
  return { promise, abort: () => undefined };
};

// -- links

export class TRPCClientError extends Error {
  name = 'TRPCClientError';

  constructor(message, options = {}) {
    super(message);
    this.meta = options.meta;
    this.cause = options.cause;
    this.shape = options.result && options.result.error;
    this.data = this.shape && this.shape.data;
  }

  static from(cause, options) {
    return cause instanceof TRPCClientError ? cause : new TRPCClientError(cause.message || '', { ...options, cause });
  }
}

const call = (value, ...args) => (typeof value === 'function' ? value(...args) : value);

async function ask(options, op, at) {
  const headers = { ...(await call(options.headers, { op, opList: [op] })) };
  const url = `${call(options.url)}/${op.path}`;
  const method = op.type === 'mutation' ? 'POST' : 'GET';
  if (options.fetch) {
    const response = await options.fetch(url, { method, headers });
    return { response, body: await response.json() };
  }
  const answer = await send({ method, url, headers, site: at });
  if (answer.lost) throw new TypeError('Network request failed');
  const { status } = answer;
  return { response: { status, ok: status < 300, headers: { get: (name) => answer.headers[name] } }, body: answer.body };
}

const refusal = ({ status }, body) => (status === 401
  ? { message: (body && body.message) || '', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 401 } }
  : { message: '', code: -32603, data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: status } });

export function httpLink(options) {
  const link = () => ({ op }) => observable((observer) => {
    ask(options, op, op.context.site).then(({ response, body }) => {
      if (response.status >= 400) {
        const error = refusal(response, body);
        observer.error(new TRPCClientError(error.message, { result: { error }, meta: { response } }));
        return;
      }
      observer.next({ result: { type: 'data', data: unknown('an answer of a procedure') }, context: { response } });
      observer.complete();
    }).catch((cause) => observer.error(TRPCClientError.from(cause)));
  });
  link.callbacks = [options.headers, options.fetch, options.url];
  return link;
}
export { httpLink as httpBatchLink, httpLink as httpBatchStreamLink, httpLink as unstable_httpBatchStreamLink };

const passing = () => ({ op, next }) => next(op);
export const loggerLink = () => passing;

export function splitLink({ condition, true: yes, false: no }) {
  const listOf = (value) => (Array.isArray(value) ? value : [value]);
  const link = (runtime) => {
    const [one, two] = [chain(listOf(yes), runtime), chain(listOf(no), runtime)];
    return ({ op }) => (condition(op) ? one : two)(op);
  };
  link.callbacks = [condition, ...[...listOf(yes), ...listOf(no)].flatMap(callbacksOf)];
  return link;
}

export function retryLink({ retry }) {
  const link = () => ({ op, next }) => observable((observer) => {
    let attempts = 0;
    const attempt = () => {
      next(op).subscribe({
        next: observer.next,
        error: (error) => {
          attempts++;
          if (retry({ op, attempts, error })) attempt();
          else observer.error(error);
        },
        complete: observer.complete,
      });
    };
    attempt();
  });
  link.callbacks = [retry];
  return link;
}

export const createWSClient = (options) => ({ options, close: () => undefined });
export const wsLink = () => () => () => observable(() => undefined);
export { wsLink as httpSubscriptionLink };

function callbacksOf(link) {
  return link.callbacks || [link];
}

function chain(links, runtime) {
  const made = links.map((link) => link(runtime));
  const run = (index, op) => made[index]({ op, next: (next) => run(index + 1, next || op) });
  return (op) => run(0, op);
}

// -- clients

export function createTRPCClient({ links }) {
  if (known(links) && Array.isArray(links)) {
    const run = chain(links, {});
    let id = 0;
    const start = () => {
      const op = { id: ++id, type: 'query', path: 'resource', input: undefined, context: { site: site() } };
      return observableToPromise(run(op)).promise;
    };
    register('request', start, ...links.flatMap(callbacksOf).filter((each) => typeof each === 'function'));
  }
  return unknown('a client of procedures');
}
export { createTRPCClient as createTRPCProxyClient, createTRPCClient as createTRPCUntypedClient };

export const createTRPCReact = () => ({
  ...unknown('procedures'), createClient: createTRPCClient, Provider: unknown('a provider'), useUtils: () => unknown('procedures'),
});
