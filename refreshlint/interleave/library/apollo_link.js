// Links of Apollo Client 3.14 (and, where the names differ, of 2 and 4), as its documentation and its source say.
//
// A link made here has its callbacks under CALLBACKS, for the explorer. An operation has under AT the place in the program that sent
// it last: the query, or a link of the program that hands it on.

import { known, site } from 'host';
import { PARSED, post } from './graphql_http.js';
import { Observable } from './observable.js';
import { getOperationName, print } from './gql.js';

export { Observable };
export { getMainDefinition, getOperationName } from './gql.js';

export const CALLBACKS = Symbol('callbacks');
const AT = Symbol('at');
const MADE_HERE = Symbol('made here');

const isTerminating = (link) => link.request.length <= 1;
const passOn = (operation, forward) => (forward ? forward(operation) : Observable.of());
const linkOf = (handler) => (typeof handler === 'function' ? new ApolloLink(handler) : handler);
const callbacksOf = (link) => link[CALLBACKS] || [];

function handOn(link, forward) {
  if (!forward || link[MADE_HERE]) return forward;
  return (operation) => {
    operation[AT] = site();
    return forward(operation);
  };
}

const ask = (link, operation, forward) => link.request(operation, handOn(link, forward)) || Observable.of();

function makeLink(request, ...callbacks) {
  const link = new ApolloLink(request);
  link[MADE_HERE] = true;
  link[CALLBACKS] = callbacks.flat();
  return link;
}

export class ApolloLink {
  constructor(request) {
    if (request) this.request = request;
    this[CALLBACKS] = request ? [request] : [];
  }

  static empty() {
    return makeLink(() => Observable.of());
  }

  static from(links) {
    return links.length === 0 ? ApolloLink.empty() : links.map(linkOf).reduce((one, two) => one.concat(two));
  }

  static split(test, left, right) {
    const [one, two] = [linkOf(left), linkOf(right || passOn)];
    const callbacks = [test, ...callbacksOf(one), ...callbacksOf(two)];
    if (isTerminating(one) && isTerminating(two)) return makeLink((operation) => ask(test(operation) ? one : two, operation), callbacks);
    return makeLink((operation, forward) => ask(test(operation) ? one : two, operation, forward), callbacks);
  }

  static execute(link, request) {
    return ask(link, createOperation(request));
  }

  static concat(first, second) {
    const [one, two] = [linkOf(first), linkOf(second)];
    if (isTerminating(one)) return one;
    const callbacks = [...callbacksOf(one), ...callbacksOf(two)];
    if (isTerminating(two)) return makeLink((operation) => ask(one, operation, (next) => ask(two, next)), callbacks);
    return makeLink((operation, forward) => ask(one, operation, (next) => ask(two, next, forward)), callbacks);
  }

  concat(...links) {
    return links.reduce(ApolloLink.concat, this);
  }

  split(test, left, right) {
    return this.concat(ApolloLink.split(test, left, right));
  }

  request() {
    throw new Error('request is not implemented');
  }

  setOnError() {
    return this;
  }
}

function createOperation(request) {
  let context = { ...request.context };
  const operation = {
    variables: request.variables || {}, extensions: request.extensions || {},
    operationName: request.operationName || getOperationName(request.query), query: request.query,
  };
  const hidden = (name, value) => Object.defineProperty(operation, name, { value, enumerable: false });
  hidden('setContext', (next) => {
    context = { ...context, ...(typeof next === 'function' ? next(context) : next) };
  });
  hidden('getContext', () => ({ ...context }));
  operation[AT] = site();
  return operation;
}

export const { from, split, concat, execute, empty } = ApolloLink;

export const fromPromise = (promise) => new Observable((observer) => {
  promise.then((value) => {
    observer.next(value);
    observer.complete();
  }).catch((error) => observer.error(error));
});

export const fromError = (error) => new Observable((observer) => observer.error(error));

export const toPromise = (observable) => new Promise((resolve, reject) => {
  observable.subscribe({ next: resolve, error: reject });
});

export function throwServerError(response, result, message) {
  throw Object.assign(new ServerError(message), { response, result, statusCode: response.status });
}

// -- errors of version 4

export class ServerError extends Error {
  name = 'ServerError';

  static is(error) {
    return error instanceof ServerError;
  }
}

export class CombinedGraphQLErrors extends Error {
  name = 'CombinedGraphQLErrors';

  constructor(result) {
    super('');
    this.errors = result.errors;
    this.data = result.data;
    this.message = known(result.errors) ? result.errors.map((each) => each.message).join('\n') : '';
  }

  static is(error) {
    return error instanceof CombinedGraphQLErrors;
  }
}

// -- onError, setContext, RetryLink

const errorsOf = (result) => (result && typeof result === 'object' && known(result.errors) ? result.errors : undefined);

export function onError(handler) {
  const told = (observer, given, operation, forward) => {
    const again = handler({ ...given, operation, forward: handOn({}, forward) });
    if (!again) return false;
    again.subscribe({
      next: (value) => observer.next(value), error: (error) => observer.error(error), complete: () => observer.complete(),
    });
    return true;
  };
  return makeLink((operation, forward) => new Observable((observer) => {
    let replaced = false;
    let subscription;
    try {
      subscription = forward(operation).subscribe({
        next: (result) => {
          const graphQLErrors = errorsOf(result);
          if (graphQLErrors) {
            const given = { graphQLErrors, error: new CombinedGraphQLErrors(result), response: result, result };
            replaced = told(observer, given, operation, forward);
            if (replaced) return;
          }
          observer.next(result);
        },
        error: (error) => {
          const given = { networkError: error, error, graphQLErrors: errorsOf(error && error.result) };
          replaced = told(observer, given, operation, forward);
          if (!replaced) observer.error(error);
        },
        complete: () => {
          if (!replaced) observer.complete();
        },
      });
    } catch (error) {
      handler({ networkError: error, error, operation, forward });
      observer.error(error);
    }
    return () => subscription && subscription.unsubscribe();
  }), handler);
}

class LinkClass extends ApolloLink {
  constructor(link) {
    super();
    this.link = link;
    this[MADE_HERE] = true;
    this[CALLBACKS] = callbacksOf(link);
  }

  request(operation, forward) {
    return this.link.request(operation, forward);
  }
}

export class ErrorLink extends LinkClass {
  constructor(handler) {
    super(onError(handler));
  }
}

export function setContext(setter) {
  return makeLink((operation, forward) => new Observable((observer) => {
    let closed = false;
    let handle;
    Promise.resolve({ ...operation })
      .then((request) => setter(request, operation.getContext()))
      .then(operation.setContext)
      .then(() => {
        if (closed) return;
        handle = forward(operation).subscribe({
          next: (value) => observer.next(value), error: (error) => observer.error(error), complete: () => observer.complete(),
        });
      })
      .catch((error) => observer.error(error));
    return () => {
      closed = true;
      if (handle) handle.unsubscribe();
    };
  }), setter);
}

export class SetContextLink extends LinkClass {
  constructor(setter) {
    super(setContext((operation, before) => setter(before, operation)));
  }
}

export class RetryLink extends LinkClass {
  constructor(options) {
    const { delay = {}, attempts = {} } = options || {};
    const grown = (count) => Math.min((delay.initial || 300) * 2 ** (count - 1), delay.max || Infinity);
    const delayFor = typeof delay === 'function' ? delay : grown;
    const most = attempts.max || 5;
    const wanted = typeof attempts === 'function' ? attempts
      : (count, operation, error) => count < most && (attempts.retryIf ? attempts.retryIf(error, operation) : !!error);
    const callbacks = [attempts, attempts.retryIf].filter((each) => typeof each === 'function');
    super(makeLink((operation, forward) => new Observable((observer) => {
      let count = 0;
      let current;
      let timer;
      const attempt = () => {
        current = forward(operation).subscribe({
          next: (value) => observer.next(value),
          error: async (error) => {
            count++;
            if (await wanted(count, operation, error)) timer = setTimeout(attempt, delayFor(count, operation, error));
            else observer.error(error);
          },
          complete: () => observer.complete(),
        });
      };
      attempt();
      return () => {
        if (current) current.unsubscribe();
        clearTimeout(timer);
      };
    }), callbacks));
  }
}

// -- HTTP

function contentOf(response, text) {
  if (response[PARSED] !== undefined) return response[PARSED];
  try {
    return JSON.parse(text);
  } catch (error) {
    if (response.status >= 300) return text;
    throw Object.assign(error, { name: 'ServerParseError', response, statusCode: response.status, bodyText: text });
  }
}

function parsed(response, text) {
  const result = contentOf(response, text);
  if (response.status >= 300) throwServerError(response, result, `Response not successful: Received status code ${response.status}`);
  return result;
}

// An answer that came through a fetch of the program and is not known in parts is one of success.
const checked = (response, result, operation) => {
  if (!known(result)) return { data: result };
  if (!Array.isArray(result) && !('data' in result) && !('errors' in result)) {
    throwServerError(response, result, `Server response was missing for query '${operation.operationName}'.`);
  }
  return result;
};

function lowered(headers) {
  if (!known(headers)) return { ...headers };
  const all = {};
  for (const name of Object.keys(headers || {})) all[name.toLowerCase()] = headers[name];
  return all;
}

export function createHttpLink(options = {}) {
  const { uri = '/graphql', fetch: ownFetch, headers, credentials, fetchOptions } = options;
  return makeLink((operation) => {
    const context = operation.getContext();
    const chosen = context.uri || (typeof uri === 'function' ? uri(operation) : uri);
    const { operationName, variables, extensions } = operation;
    const all = { accept: 'application/json', 'content-type': 'application/json', ...lowered(headers), ...lowered(context.headers) };
    const own = { ...fetchOptions, ...context.fetchOptions, credentials: context.credentials || credentials };
    const sent = { method: 'POST', ...own, headers: all };
    return new Observable((observer) => {
      const body = { operationName, variables, query: print(operation.query) };
      if (extensions && Object.keys(extensions).length) body.extensions = extensions;
      const answered = ownFetch ? ownFetch(chosen, { ...sent, body: JSON.stringify(body) }) : post(chosen, sent, body, operation[AT]);
      answered
        .then((response) => {
          operation.setContext({ response });
          return response.text().then((text) => parsed(response, text)).then((result) => checked(response, result, operation))
            .then((result) => observer.next(result));
        })
        .then(() => observer.complete())
        .catch((error) => {
          if (error && error.result && errorsOf(error.result) && error.result.data) observer.next(error.result);
          observer.error(error);
        });
    });
  }, ownFetch ? [ownFetch] : []);
}

export class HttpLink extends LinkClass {
  constructor(options) {
    super(createHttpLink(options));
  }

  request(operation) {
    return this.link.request(operation);
  }
}

export { HttpLink as BatchHttpLink, HttpLink as UploadHttpLink, createHttpLink as createUploadLink };

// Links that change what is asked, and those of sockets, over which nothing comes.
const through = () => makeLink(passOn);
export { through as createPersistedQueryLink, through as removeTypenameFromVariables };
export const sha256 = () => '';

class SilentLink extends ApolloLink {
  constructor() {
    super();
  }

  request(operation) {
    return operation && new Observable(() => undefined);
  }
}
export { SilentLink as WebSocketLink, SilentLink as GraphQLWsLink };

export default createHttpLink;
