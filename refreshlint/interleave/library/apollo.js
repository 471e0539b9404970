// @apollo/client 3.14 (apollo-client 2 and version 4 where names differ), as its documentation and its source say.
//
// Two calls at once stand for two operations of the app: equal ones are neither merged nor answered from the cache, which would
// hide what two different ones do. Results are not normalised.

import { known, register } from 'host';
import { useEffect, useState } from 'react';
import { CALLBACKS, ApolloLink, createHttpLink, execute } from './apollo_link.js';
import { gql } from './gql.js';
import { Observable } from './observable.js';

export * from './apollo_link.js';
export { gql, gql as graphql };

const nothing = () => undefined;

export const NetworkStatus = { loading: 1, setVariables: 2, fetchMore: 3, refetch: 4, poll: 6, ready: 7, error: 8 };

export class ApolloError extends Error {
  name = 'ApolloError';

  constructor({ graphQLErrors = [], networkError = null, errorMessage }) {
    super('');
    this.graphQLErrors = graphQLErrors;
    this.protocolErrors = [];
    this.clientErrors = [];
    this.networkError = networkError;
    this.cause = networkError || graphQLErrors[0] || null;
    const all = [...graphQLErrors, ...(networkError ? [networkError] : [])];
    this.message = errorMessage || all.map((each) => each.message || 'Error message not found.').join('\n');
    // version 4 calls them so
    this.errors = graphQLErrors;
    if (networkError && networkError.statusCode !== undefined) this.statusCode = networkError.statusCode;
  }
}

export const isApolloError = (error) => error instanceof ApolloError;

export class InMemoryCache {
  constructor(options) {
    this.policies = { addTypePolicies: nothing };
    this.config = options || {};
  }

  restore() {
    return this;
  }

  extract() {
    return {};
  }

  readQuery() {
    return null;
  }

  readFragment() {
    return null;
  }

  identify(object) {
    return `${object.__typename}:${object.id}`;
  }

  updateQuery() {
    return null;
  }

  async reset() {
    return undefined;
  }
}
for (const name of ['writeQuery', 'writeFragment', 'modify', 'evict', 'gc', 'retain', 'release', 'transformDocument']) {
  InMemoryCache.prototype[name] = nothing;
}

const ORDINARY = gql('query Resource { resource { id } }');

const hasErrors = (result) => !!(result && typeof result === 'object' && known(result.errors) && result.errors && result.errors.length);

// The result of one operation, in as many turns as the real one takes: a mapping, and the end of what it maps. An error of a query
// waits for the mapping before it, that of a mutation does not.
const settle = (kind, link, request, change) => new Promise((resolve, reject) => {
  let last;
  let queue = { then: (work) => new Promise((done) => done(work())) };
  const examine = (work) => {
    queue = queue.then(work, work).then((value) => { last = value; }, reject);
  };
  execute(link, request).subscribe({
    next: (result) => examine(() => change(result)),
    error: (error) => {
      const failure = isApolloError(error) ? error : new ApolloError({ networkError: error });
      if (kind === 'mutation') reject(failure);
      else examine(() => { throw failure; });
    },
    complete: () => queue.then(() => resolve(last)),
  });
});

let latest;

export class ApolloClient {
  constructor(options) {
    const { uri, headers, credentials, link, cache, defaultOptions } = options;
    this.link = link || createHttpLink({ uri, headers, credentials });
    this.cache = cache || new InMemoryCache();
    this.defaultOptions = defaultOptions || {};
    this.version = '3.14.0';
    this.#offer();
    latest = this;
  }

  // Version 2 of the client takes a function that sets headers as `request`, and `onError`.
  #offer() {
    register('request', () => this.query({ query: ORDINARY, fetchPolicy: 'no-cache' }), ...(this.link[CALLBACKS] || []));
  }

  setLink(link) {
    this.link = link;
    this.#offer();
  }

  #policy(kind, options) {
    const usual = this.defaultOptions[kind] || {};
    return (options && options.errorPolicy) || usual.errorPolicy || 'none';
  }

  #request(document, options) {
    const { variables, context } = options;
    return { query: document, variables: variables || {}, context: { ...context, cache: this.cache } };
  }

  query(options) {
    const policy = this.#policy('query', options);
    return settle('query', this.link, this.#request(options.query, options), (result) => {
      const failed = hasErrors(result);
      if (failed && policy === 'none') throw new ApolloError({ graphQLErrors: result.errors });
      const found = { data: result.data, loading: false, networkStatus: failed ? NetworkStatus.error : NetworkStatus.ready };
      if (!failed || policy !== 'all') return found;
      return { ...found, errors: result.errors, error: new ApolloError({ graphQLErrors: result.errors }) };
    }).then((result) => result && { ...result }).finally(nothing);
  }

  async mutate(options) {
    const policy = this.#policy('mutate', options);
    const { refetchQueries } = options;
    return settle('mutation', this.link, this.#request(options.mutation, options), (result) => {
      if (hasErrors(result) && policy === 'none') throw new ApolloError({ graphQLErrors: result.errors });
      if (typeof options.update === 'function') options.update(this.cache, result, {});
      if (typeof refetchQueries === 'function') refetchQueries(result);
      const { errors, ...rest } = result;
      return policy === 'all' ? { ...result } : rest;
    });
  }

  watchQuery(options) {
    return new ObservableQuery(this, options);
  }

  subscribe() {
    return new Observable(nothing);
  }

  async refetchQueries() {
    return [];
  }

  async reFetchObservableQueries() {
    return [];
  }

  async clearStore() {
    return [];
  }

  async resetStore() {
    return [];
  }

  onClearStore() {
    return nothing;
  }

  onResetStore() {
    return nothing;
  }

  readQuery() {
    return null;
  }

  readFragment() {
    return null;
  }

  restore() {
    return this.cache;
  }

  extract() {
    return {};
  }

  getObservableQueries() {
    return new Map();
  }
}
for (const name of ['writeQuery', 'writeFragment', 'stop', 'setResolvers', 'addResolvers', 'setLocalStateFragmentMatcher']) {
  ApolloClient.prototype[name] = nothing;
}

class ObservableQuery extends Observable {
  #client;
  #observers = new Set();

  constructor(client, options) {
    super((observer) => {
      this.#observers.add(observer);
      this.#run(options, [observer]).catch(nothing);
      return () => this.#observers.delete(observer);
    });
    this.#client = client;
    this.options = options;
    this.variables = options.variables;
  }

  async #run(options, observers) {
    try {
      const result = await this.#client.query(options);
      for (const observer of observers) observer.next(result);
      return result;
    } catch (error) {
      for (const observer of observers) observer.error(error);
      throw error;
    }
  }

  refetch(variables) {
    return this.#run({ ...this.options, variables: variables || this.variables }, [...this.#observers]);
  }

  fetchMore(more) {
    return this.#client.query({ ...this.options, ...more });
  }

  result() {
    return this.refetch();
  }

  getCurrentResult() {
    return { data: undefined, loading: true, networkStatus: NetworkStatus.loading };
  }

  setVariables(variables) {
    return this.refetch(variables);
  }
}
for (const name of ['startPolling', 'stopPolling', 'updateQuery', 'subscribeToMore']) ObservableQuery.prototype[name] = nothing;

export function makeVar(value) {
  let held = value;
  return (...next) => {
    if (next.length) [held] = next;
    return held;
  };
}

// -- React

export const ApolloProvider = ({ children }) => children;
export const ApolloConsumer = ({ children }) => children(latest);

export const useApolloClient = (client) => client || latest;
export const useReactiveVar = (variable) => variable();

function useRun(kind, document, options = {}) {
  const client = options.client || latest;
  const [state, setState] = useState({ data: undefined, error: undefined, loading: false, called: false });
  const run = async (given = {}) => {
    const all = { ...options, ...given, [kind]: document };
    setState({ data: undefined, error: undefined, loading: true, called: true });
    try {
      const result = await (kind === 'query' ? client.query(all) : client.mutate(all));
      setState({ data: result.data, error: undefined, loading: false, called: true });
      if (all.onCompleted) all.onCompleted(result.data);
      return result;
    } catch (error) {
      setState({ data: undefined, error, loading: false, called: true });
      if (all.onError) all.onError(error);
      if (kind === 'query' || all.onError) return { data: undefined, error };
      throw error;
    }
  };
  const rest = { client, reset: nothing, refetch: (variables) => run({ variables }), fetchMore: run, networkStatus: NetworkStatus.ready };
  return [run, { ...rest, startPolling: nothing, stopPolling: nothing, subscribeToMore: nothing, updateQuery: nothing, ...state }];
}

export const useMutation = (document, options) => useRun('mutation', document, options);
export const useLazyQuery = (document, options) => useRun('query', document, options);

export function useQuery(document, options = {}) {
  const [run, state] = useRun('query', document, options);
  useEffect(() => {
    if (!options.skip) run();
  }, []);
  return options.skip || state.called ? state : { ...state, loading: true };
}
export const useSuspenseQuery = useQuery;
export const useSubscription = () => ({ data: undefined, error: undefined, loading: true });

// -- apollo3-cache-persist

export const persistCache = async () => undefined;
export class CachePersistor {}
for (const name of ['restore', 'persist', 'purge', 'pause', 'resume', 'trigger', 'remove']) {
  CachePersistor.prototype[name] = async () => undefined;
}
export class AsyncStorageWrapper {}
export class MMKVWrapper {}

export { ApolloLink };
export default ApolloClient;
