// @urql/core 6, urql 5 and @urql/exchange-auth 3 (and the form of authExchange before 2), as their documentation and source say.
//
// Two calls at once stand for two operations of the app: each has a key of its own, and nothing is cached.

import { known, register, site } from 'host';
import { useEffect, useState } from 'react';
import { getOperationName, gql, print } from './gql.js';
import { PARSED, post } from './graphql_http.js';
import {
  filter, fromPromise, fromValue, make, makeSubject, map, merge, mergeMap, onEnd, onStart, pipe, publish, share, subscribe, take, takeUntil,
  toPromise,
} from './wonka.js';

export { gql, getOperationName };
export const stringifyDocument = print;
export const formatDocument = (document) => document;

const AT = Symbol('at');
const CALLBACKS = Symbol('callbacks');

const callbacksOf = (exchange) => exchange[CALLBACKS] || [exchange];

function withCallbacks(exchange, callbacks) {
  exchange[CALLBACKS] = callbacks.filter((each) => typeof each === 'function');
  return exchange;
}

// -- operations and results

export class CombinedError extends Error {
  name = 'CombinedError';

  constructor({ graphQLErrors = [], networkError, response }) {
    super('');
    this.graphQLErrors = graphQLErrors;
    this.networkError = networkError;
    this.response = response;
    this.message = networkError ? `[Network] ${networkError.message}` : graphQLErrors.map((each) => `[GraphQL] ${each.message}`).join('\n');
  }

  toString() {
    return this.message;
  }
}

let keys = 0;
export const createRequest = (query, variables, extensions) => ({ key: ++keys, query, variables: variables || {}, extensions });

export const makeOperation = (kind, request, context) => ({
  ...request, kind, context: request.context ? { ...request.context, ...context } : context || request.context,
});

export const makeErrorResult = (operation, networkError, response) => ({
  operation, data: undefined, error: new CombinedError({ networkError, response }), extensions: undefined, hasNext: false, stale: false,
});

export function makeResult(operation, body, response) {
  const answer = known(body) ? body : { data: body };
  const failed = known(answer.errors) && Array.isArray(answer.errors);
  const refused = response && response.status >= 400 && !known(answer.data);
  if (!failed && (refused || !('data' in answer))) throw new Error('No Content');
  const error = failed ? new CombinedError({ graphQLErrors: answer.errors, response }) : undefined;
  return { operation, data: answer.data, error, extensions: answer.extensions, hasNext: false, stale: false };
}

// -- exchanges

export const composeExchanges = (exchanges) => ({ client, forward, dispatchDebug }) => exchanges.reduceRight((next, exchange) => exchange({
  client, dispatchDebug: dispatchDebug || (() => undefined), forward: (operations) => share(next(share(operations))),
}), forward);

const passing = ({ forward }) => (operations) => forward(operations);

export { passing as cacheExchange, passing as dedupExchange, passing as debugExchange, passing as devtoolsExchange };
const silent = { restoreData: () => undefined, extractData: () => ({}) };
export const ssrExchange = () => Object.assign(({ forward }) => (operations) => forward(operations), silent);
export const subscriptionExchange = () => passing;

// In as many turns as the real one takes, which iterates over the parts of an answer.
const turns = async (count) => {
  for (let left = count; left > 0; left--) await undefined;
};

async function ask(operation) {
  const { context, query, variables } = operation;
  let response;
  await turns(2);
  try {
    const given = typeof context.fetchOptions === 'function' ? context.fetchOptions() : context.fetchOptions || {};
    const method = operation.kind === 'query' && context.preferGetMethod ? 'GET' : 'POST';
    const headers = { accept: 'application/json', 'content-type': 'application/json', ...given.headers };
    const sent = { ...given, method, headers };
    const body = { operationName: getOperationName(query), query: print(query), variables };
    response = context.fetch
      ? await context.fetch(context.url, method === 'GET' ? sent : { ...sent, body: JSON.stringify(body) })
      : await post(context.url, sent, body, context[AT]);
    const text = await response.text();
    await turns(2);
    return makeResult(operation, response[PARSED] === undefined ? JSON.parse(text) : response[PARSED], response);
  } catch (error) {
    if (response) await turns(1);
    const refused = response && (response.status < 200 || response.status >= 300) && response.statusText;
    return makeErrorResult(operation, refused ? new Error(response.statusText) : error, response);
  }
}

const isFor = (operation) => (each) => each.kind === 'teardown' && each.key === operation.key;

export const fetchExchange = ({ forward }) => (operations) => {
  const shared = share(operations);
  const isSent = (operation) => operation.kind === 'query' || operation.kind === 'mutation';
  const answers = pipe(shared, filter(isSent), mergeMap((operation) => pipe(
    make((observer) => {
      ask(operation).then((result) => {
        observer.next(result);
        observer.complete();
      });
      return () => undefined;
    }),
    takeUntil(pipe(shared, filter(isFor(operation)))),
  )));
  return merge([answers, forward(pipe(shared, filter((operation) => !isSent(operation))))]);
};
export { fetchExchange as multipartFetchExchange };

const streamOf = (value) => (typeof value.then === 'function' ? fromPromise(value) : fromValue(value));

export const mapExchange = ({ onOperation, onResult, onError }) => withCallbacks(({ forward }) => (operations) => pipe(
  operations,
  mergeMap((operation) => {
    if (operation.kind === 'teardown') return fromValue(operation);
    return streamOf((onOperation && onOperation(operation)) || operation);
  }),
  forward,
  mergeMap((result) => {
    if (onError && result.error) onError(result.error, result.operation);
    return streamOf((onResult && onResult(result)) || result);
  }),
), [onOperation, onResult, onError]);
export { mapExchange as errorExchange };

// @urql/exchange-retry 1 and 2: failures of the network are tried again after a while.
export function retryExchange(options = {}) {
  const most = options.maxNumberAttempts || 2;
  const wanted = options.retryIf || ((error) => !!error.networkError);
  return withCallbacks(({ forward }) => (operations) => {
    const again = makeSubject();
    return pipe(merge([operations, again.source]), forward, filter((result) => {
      const { operation, error } = result;
      const count = (operation.context.retryCount || 0) + 1;
      if (!error || count >= most || !wanted(error, operation)) return true;
      setTimeout(() => again.next(makeOperation(operation.kind, operation, { retryCount: count })), options.initialDelayMs || 1000);
      return false;
    }));
  }, [options.retryIf, options.retryWith]);
}

// -- @urql/exchange-auth

const asInitialiser = ({ getAuth, addAuthToOperation, didAuthError, willAuthError }) => async ({ mutate }) => {
  let authState = await getAuth({ authState: null, mutate });
  return {
    addAuthToOperation: (operation) => addAuthToOperation({ authState, operation }),
    didAuthError: (error, operation) => !!didAuthError && didAuthError({ error, operation, authState }),
    willAuthError: (operation) => !!willAuthError && willAuthError({ operation, authState }),
    async refreshAuth() {
      authState = await getAuth({ authState, mutate });
    },
  };
};

const attempt = (operation, authAttempt) => makeOperation(operation.kind, operation, { authAttempt });

export function authExchange(given) {
  const initialise = typeof given === 'function' ? given : asInitialiser(given);
  const callbacks = typeof given === 'function' ? [given] : Object.values(given);
  return withCallbacks(({ client, forward }) => {
    const bypass = new Set();
    const retries = makeSubject();
    const errors = makeSubject();
    let waiting = new Map();
    let busy;
    let config = null;

    const end = (tell) => {
      busy = undefined;
      const all = waiting;
      waiting = new Map();
      all.forEach(tell);
    };
    const flush = () => end((operation) => retries.next(operation));
    const fail = (error) => end((operation) => errors.next(makeErrorResult(operation, error)));
    const addAuth = (operation) => (config ? config.addAuthToOperation(operation) : operation);

    return (operations) => {
      let results;
      const utilities = {
        mutate(query, variables, context) {
          const base = client.createRequestOperation('mutation', createRequest(query, variables), context);
          const { _instance } = base.context;
          const isAnswer = (result) => result.operation.key === base.key && result.operation.context._instance === _instance;
          return pipe(results, onStart(() => {
            const operation = addAuth(base);
            bypass.add(operation.context._instance);
            retries.next(operation);
          }), filter(isAnswer), take(1), toPromise);
        },
        appendHeaders(operation, headers) {
          const { fetchOptions } = operation.context;
          const before = typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions || {};
          return makeOperation(operation.kind, operation, {
            ...operation.context, fetchOptions: { ...before, headers: { ...before.headers, ...headers } },
          });
        },
      };
      const start = () => {
        busy = Promise.resolve().then(() => initialise(utilities)).then((made) => {
          if (made) {
            config = made;
            client.offer(Object.values(made));
          }
          flush();
        }).catch(fail);
      };
      start();

      const refresh = (operation) => {
        waiting.set(operation.key, attempt(operation, true));
        if (config && !busy) busy = config.refreshAuth().then(flush).catch(fail);
      };
      const prepare = (operation) => {
        const { _instance, authAttempt } = operation.context;
        if (operation.kind === 'teardown') {
          waiting.delete(operation.key);
          return operation;
        }
        if (_instance && bypass.has(_instance)) return operation;
        if (authAttempt) return addAuth(operation);
        if (busy || !config) {
          if (!busy) start();
          if (!waiting.has(operation.key)) waiting.set(operation.key, attempt(operation, false));
          return null;
        }
        if (config.willAuthError && config.willAuthError(operation)) {
          refresh(operation);
          return null;
        }
        return addAuth(attempt(operation, false));
      };
      const isFine = ({ operation, error }) => {
        const { _instance, authAttempt } = operation.context;
        if (!bypass.has(_instance) && error && config && config.didAuthError && config.didAuthError(error, operation) && !authAttempt) {
          refresh(operation);
          return false;
        }
        bypass.delete(_instance);
        return true;
      };
      results = forward(pipe(merge([retries.source, operations]), map(prepare), filter(Boolean)));
      return merge([errors.source, pipe(results, filter(isFine))]);
    };
  }, callbacks);
}

// -- the client

function withPromise(source) {
  source.toPromise = () => pipe(source, filter((result) => !result.stale && !result.hasNext), take(1), toPromise);
  source.then = (done, failed) => source.toPromise().then(done, failed);
  source.subscribe = (work) => subscribe(work)(source);
  return source;
}

const ORDINARY = gql('query Resource { resource { id } }');
const fallback = filter(() => false);

let latest;

export class Client {
  #subject = makeSubject();
  #results;
  #instances = 0;
  #context;

  constructor(options) {
    const { url, fetch, fetchOptions, requestPolicy = 'cache-first', preferGetMethod = true, exchanges, suspense } = options;
    this.#context = { url, fetch, fetchOptions, requestPolicy, preferGetMethod };
    this.url = url;
    this.suspense = !!suspense;
    this.operations$ = this.#subject.source;
    const all = exchanges || [fetchExchange];
    this.#results = share(composeExchanges(all)({ client: this, forward: fallback })(this.#subject.source));
    publish(this.#results);
    this.offer([...all.flatMap(callbacksOf), fetch, fetchOptions]);
    latest = this;
  }

  offer(callbacks) {
    const start = () => this.query(ORDINARY, {}, { requestPolicy: 'network-only' }).toPromise();
    register('request', start, ...callbacks.filter((each) => typeof each === 'function'));
  }

  createRequestOperation(kind, request, context) {
    const _instance = kind === 'mutation' ? ++this.#instances : undefined;
    return makeOperation(kind, request, { _instance, ...this.#context, ...context, [AT]: site() });
  }

  executeRequestOperation(operation) {
    const { key, kind } = operation;
    const { _instance } = operation.context;
    const mine = filter(({ operation: each }) => each.key === key && each.kind === kind && each.context._instance === _instance);
    const until = takeUntil(pipe(this.#subject.source, filter(isFor(operation))));
    const started = onStart(() => this.#subject.next(operation));
    if (kind === 'mutation') return withPromise(pipe(this.#results, mine, until, take(1), started));
    return withPromise(pipe(this.#results, mine, until, onEnd(() => this.#subject.next(makeOperation('teardown', operation))), started));
  }

  reexecuteOperation(operation) {
    if (operation.kind === 'teardown') this.#subject.next(operation);
    else Promise.resolve().then(() => this.#subject.next(operation));
  }

  executeQuery(request, context) {
    return this.executeRequestOperation(this.createRequestOperation('query', request, context));
  }

  executeMutation(request, context) {
    return this.executeRequestOperation(this.createRequestOperation('mutation', request, context));
  }

  executeSubscription(request, context) {
    return this.executeRequestOperation(this.createRequestOperation('subscription', request, context));
  }

  query(query, variables, context) {
    return this.executeQuery(createRequest(query, variables), context);
  }

  mutation(query, variables, context) {
    return this.executeMutation(createRequest(query, variables), context);
  }

  subscription(query, variables, context) {
    return this.executeSubscription(createRequest(query, variables), context);
  }

  readQuery() {
    return null;
  }

  subscribeToDebugTarget() {
    return { unsubscribe: () => undefined };
  }
}

export const createClient = (options) => new Client(options);

// -- React

export const Provider = ({ children }) => children;
export const useClient = () => latest;

export function useQuery({ query, variables, pause, context }) {
  const [state, setState] = useState({ fetching: !pause, data: undefined, error: undefined, stale: false });
  const run = (more) => {
    latest.query(query, variables, { ...context, ...more }).toPromise().then((result) => setState({ ...result, fetching: false }));
  };
  useEffect(() => {
    if (!pause) run();
  }, [pause]);
  return [state, run];
}

export function useMutation(query) {
  const [state, setState] = useState({ fetching: false, data: undefined, error: undefined, stale: false });
  const run = async (variables, context) => {
    setState({ fetching: true, data: undefined, error: undefined, stale: false });
    const result = await latest.mutation(query, variables, context).toPromise();
    setState({ ...result, fetching: false });
    return result;
  };
  return [state, run];
}

export const useSubscription = () => [{ fetching: true, data: undefined, error: undefined }, () => undefined];


