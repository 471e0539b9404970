// @tanstack/react-query 4 and 5, react-query 3, swr 2: queries shared by key, mutations, and the callbacks for their failures.
// Facts: tanstack.com/query and swr.vercel.app.
//
// Caches never grow old; focus, network state and garbage collection are not modelled.
import { known, register, unknown } from 'host';
import { createContext, createElement, useEffect, useRef, useRefresh } from './react.js';
import { isFunction, isObject, nothing } from './shared.js';

const hashed = (key) => (isFunction(key) ? hashed(key()) : typeof key === 'string' ? key : JSON.stringify(key));
const sleep = (time) =>
  new Promise((resolve) => {
    setTimeout(resolve, time);
  });

// A request as an app would write it in a query.
async function ordinary(url) {
  const response = await fetch(url);
  if (!response.ok) throw Object.assign(new Error('Request failed'), { status: response.status, response });
  return response.json();
}

async function attempted(work, { retry, retryDelay }, more) {
  for (let failures = 0; ; failures++) {
    try {
      return await work();
    } catch (error) {
      const again = isFunction(retry) ? retry(failures, error) : retry === true || (typeof retry === 'number' && failures < retry);
      if (!again) throw error;
      if (more) more(failures + 1, error);
      await sleep(
        isFunction(retryDelay)
          ? retryDelay(failures, error)
          : known(retryDelay) && retryDelay !== undefined
            ? retryDelay
            : 1000 * 2 ** Math.min(failures, 5),
      );
    }
  }
}

class Cache {
  constructor(config = {}) {
    this.config = config;
    this.entries = new Map();
    this.listeners = new Set();
  }

  subscribe(listener) {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  getAll() {
    return [...this.entries.values()];
  }

  find({ queryKey }) {
    return this.entries.get(hashed(queryKey));
  }

  findAll() {
    return this.getAll();
  }

  clear() {
    this.entries.clear();
  }
}

export class QueryCache extends Cache {}

export class MutationCache extends Cache {}

// The options of version 4 and before: a key, a function, the rest.
function optionsOf(one, two, three) {
  if (isObject(one) && !Array.isArray(one)) return one;
  return isFunction(two) ? { ...three, queryKey: one, queryFn: two } : { ...two, queryKey: one };
}

const filterOf = (filter) => (Array.isArray(filter) || typeof filter === 'string' ? { queryKey: filter } : filter || {});

export class QueryClient {
  constructor({ queryCache, mutationCache, defaultOptions } = {}) {
    this.queries = queryCache || new QueryCache();
    this.mutations = mutationCache || new MutationCache();
    this.defaults = defaultOptions || {};
    latest = this;
    const { queries = {}, mutations = {} } = this.defaults;
    const callbacks = [this.queries.config, this.mutations.config, queries, mutations]
      .flatMap((each) => Object.values(each))
      .filter(isFunction);
    if (callbacks.length === 0) return;
    register(
      'request',
      (url = '/resource') => {
        const options = { queryKey: [url], queryFn: () => ordinary(url) };
        return this.fetch({ retry: 3, ...this.defaults.queries, ...options });
      },
      ...callbacks,
    );
  }

  mount() {}

  unmount() {}

  entry(key) {
    const name = hashed(key);
    const found = this.queries.entries.get(name);
    if (found && known(found)) return found;
    const made = { queryKey: key, queryHash: name, flight: null, readers: new Set(), options: null, state: { ...idle } };
    this.queries.entries.set(name, made);
    return made;
  }

  set(entry, change) {
    entry.state = { ...entry.state, ...change };
    entry.readers.forEach((refresh) => refresh());
    this.queries.listeners.forEach((listener) => listener({ type: 'updated', query: entry }));
  }

  fetch(options) {
    const entry = this.entry(options.queryKey);
    if (entry.flight) return entry.flight;
    entry.options = options;
    const { onSuccess, onError, onSettled } = this.queries.config;
    const context = { queryKey: options.queryKey, signal: new AbortController().signal, meta: options.meta, client: this };
    const run = async () => {
      try {
        const data = await attempted(
          () => options.queryFn(context),
          options,
          (failureCount, failureReason) => this.set(entry, { failureCount, failureReason }),
        );
        this.set(entry, { data, error: null, status: 'success', fetchStatus: 'idle' });
        if (onSuccess) onSuccess(data, entry);
        if (onSettled) onSettled(data, null, entry);
        return data;
      } catch (error) {
        this.set(entry, { error, status: 'error', fetchStatus: 'idle' });
        if (onError) onError(error, entry);
        if (onSettled) onSettled(entry.state.data, error, entry);
        throw error;
      } finally {
        entry.flight = null;
      }
    };
    this.set(entry, { fetchStatus: 'fetching' });
    entry.flight = run();
    return entry.flight;
  }

  fetchQuery(...args) {
    const options = { retry: false, ...this.defaults.queries, ...optionsOf(...args) };
    const { state } = this.entry(options.queryKey);
    const fresh = state.status === 'success' && known(options.staleTime) && options.staleTime > 0;
    return fresh ? Promise.resolve(state.data) : this.fetch(options);
  }

  prefetchQuery(...args) {
    return this.fetchQuery(...args).then(nothing, nothing);
  }

  ensureQueryData(...args) {
    const { queryKey } = optionsOf(...args);
    const { state } = this.entry(queryKey);
    return state.status === 'success' ? Promise.resolve(state.data) : this.fetchQuery(...args);
  }

  fetchInfiniteQuery(...args) {
    return this.fetchQuery(...args);
  }

  getQueryData(key) {
    return this.entry(key).state.data;
  }

  getQueryState(key) {
    return this.entry(key).state;
  }

  setQueryData(key, update) {
    const entry = this.entry(key);
    const data = isFunction(update) ? update(entry.state.data) : update;
    this.set(entry, { data, error: null, status: 'success' });
    return data;
  }

  matching(filter) {
    const { queryKey, predicate } = filterOf(filter);
    const start = queryKey === undefined ? '' : hashed(queryKey).replace(/\]$/, '');
    return this.queries.getAll().filter((entry) => entry.queryHash.startsWith(start) && (!predicate || predicate(entry)));
  }

  refetchQueries(filter) {
    const all = this.matching(filter).filter((entry) => entry.options && isFunction(entry.options.queryFn));
    return Promise.all(all.map((entry) => this.fetch(entry.options).catch(nothing))).then(nothing);
  }

  invalidateQueries(filter) {
    const all = this.matching(filter).filter((entry) => entry.readers.size > 0);
    return Promise.all(all.map((entry) => this.fetch(entry.options).catch(nothing))).then(nothing);
  }

  resetQueries(filter) {
    for (const entry of this.matching(filter)) this.set(entry, { ...idle });
    return this.invalidateQueries(filter);
  }

  removeQueries(filter) {
    for (const entry of this.matching(filter)) this.queries.entries.delete(entry.queryHash);
  }

  cancelQueries() {
    return Promise.resolve();
  }

  clear() {
    this.queries.clear();
    this.mutations.clear();
  }

  isFetching() {
    return this.queries.getAll().filter((entry) => entry.flight).length;
  }

  isMutating() {
    return 0;
  }

  getQueryCache() {
    return this.queries;
  }

  getMutationCache() {
    return this.mutations;
  }

  getDefaultOptions() {
    return this.defaults;
  }

  setDefaultOptions(options) {
    this.defaults = options;
  }

  setQueryDefaults() {}

  setMutationDefaults() {}

  resumePausedMutations() {
    return Promise.resolve();
  }

  invalidate() {
    return this.invalidateQueries();
  }
}

const idle = { data: undefined, error: null, status: 'pending', fetchStatus: 'idle', failureCount: 0, failureReason: null };

// -- in React

const context = createContext(null);
let shared = null;
let latest = null; // the client that was made last, where no provider has been rendered

export const QueryClientProvider = ({ client, children }) => {
  shared = client;
  return createElement(context.Provider, { value: client }, children);
};

export const useQueryClient = (given) => given || shared || latest || new QueryClient();

const flags = ({ status, fetchStatus }) => ({
  isPending: status === 'pending',
  isSuccess: status === 'success',
  isError: status === 'error',
  isFetching: fetchStatus === 'fetching',
  isLoading: fetchStatus === 'fetching' && status === 'pending',
  isRefetching: fetchStatus === 'fetching' && status !== 'pending',
  isFetched: status !== 'pending',
  isStale: true,
  isPlaceholderData: false,
});

export function useQuery(...args) {
  const given = optionsOf(...args);
  const client = useQueryClient(isObject(args[1]) && args[1] instanceof QueryClient ? args[1] : undefined);
  const options = { retry: 3, ...client.defaults.queries, ...given };
  const entry = client.entry(options.queryKey);
  const told = (promise) =>
    promise.then(
      (data) => {
        if (options.onSuccess) options.onSuccess(data);
      },
      (error) => {
        if (options.onError) options.onError(error);
      },
    );
  useRefresh((refresh) => {
    entry.readers.add(refresh);
    return () => entry.readers.delete(refresh);
  });
  useEffect(() => {
    if (options.enabled !== false && isFunction(options.queryFn)) told(client.fetch(options));
  }, [entry.queryHash, options.enabled]);
  const refetch = () =>
    client.fetch(options).then(
      () => shownOf(),
      () => shownOf(),
    );
  const shownOf = () => {
    const data = options.select && entry.state.data !== undefined ? options.select(entry.state.data) : entry.state.data;
    const starting = entry.state.status === 'pending' && options.enabled !== false && isFunction(options.queryFn);
    const state = starting ? { ...entry.state, fetchStatus: 'fetching' } : entry.state;
    return { ...state, ...flags(state), data, refetch, remove: nothing };
  };
  return shownOf();
}

export const useSuspenseQuery = useQuery;

export const useInfiniteQuery = (...args) => ({
  ...useQuery(...args),
  fetchNextPage: async () => nothing(),
  fetchPreviousPage: async () => nothing(),
  hasNextPage: false,
  isFetchingNextPage: false,
});

export const useQueries = ({ queries }) => queries.map((options) => useQuery(options));
export const useIsFetching = () => 0;
export const useIsMutating = () => 0;
export const useQueryErrorResetBoundary = () => ({ reset: nothing, clearReset: nothing, isReset: () => false });

async function mutated(client, options, variables, more) {
  const cache = client.mutations.config;
  const mutation = { options, state: { variables } };
  let kept;
  try {
    if (cache.onMutate) await cache.onMutate(variables, mutation);
    kept = options.onMutate ? await options.onMutate(variables) : undefined;
    const data = await attempted(() => options.mutationFn(variables), options);
    if (cache.onSuccess) await cache.onSuccess(data, variables, kept, mutation);
    if (options.onSuccess) await options.onSuccess(data, variables, kept);
    if (cache.onSettled) await cache.onSettled(data, null, variables, kept, mutation);
    if (options.onSettled) await options.onSettled(data, null, variables, kept);
    if (more && more.onSuccess) more.onSuccess(data, variables, kept);
    if (more && more.onSettled) more.onSettled(data, null, variables, kept);
    return data;
  } catch (error) {
    if (cache.onError) await cache.onError(error, variables, kept, mutation);
    if (options.onError) await options.onError(error, variables, kept);
    if (cache.onSettled) await cache.onSettled(undefined, error, variables, kept, mutation);
    if (options.onSettled) await options.onSettled(undefined, error, variables, kept);
    if (more && more.onError) more.onError(error, variables, kept);
    if (more && more.onSettled) more.onSettled(undefined, error, variables, kept);
    throw error;
  }
}

export function useMutation(one, two) {
  const client = useQueryClient();
  const given = isFunction(one) ? { ...two, mutationFn: one } : isObject(one) && !Array.isArray(one) ? one : { mutationFn: two };
  const latest = useRef(given);
  latest.current = { retry: 0, ...client.defaults.mutations, ...given };
  const state = useRef({ status: 'idle', data: undefined, error: null, variables: undefined });
  const tell = useRef(nothing);
  useRefresh((refresh) => {
    tell.current = refresh;
    return nothing;
  });
  const set = (change) => {
    state.current = { ...state.current, ...change };
    tell.current();
  };
  const mutateAsync = (variables, more) => {
    set({ status: 'pending', variables });
    const result = mutated(client, latest.current, variables, more);
    result.then(
      (data) => set({ status: 'success', data, error: null }),
      (error) => set({ status: 'error', error }),
    );
    return result;
  };
  const { status } = state.current;
  return {
    ...state.current,
    mutateAsync,
    mutate: (...args) => {
      mutateAsync(...args).catch(nothing);
    },
    reset: () => set({ status: 'idle', data: undefined, error: null }),
    isPending: status === 'pending',
    isLoading: status === 'pending',
    isSuccess: status === 'success',
    isError: status === 'error',
    isIdle: status === 'idle',
  };
}

export class QueryObserver {
  constructor(client, options) {
    Object.assign(this, { client, options });
  }

  subscribe(listener) {
    const entry = this.client.entry(this.options.queryKey);
    const tell = () => listener({ ...entry.state, ...flags(entry.state) });
    entry.readers.add(tell);
    this.client.fetch({ retry: 3, ...this.options }).catch(nothing);
    return () => entry.readers.delete(tell);
  }
}

export class MutationObserver {
  constructor(client, options) {
    Object.assign(this, { client, options });
  }

  mutate(variables, more) {
    return mutated(this.client, { ...this.client.defaults.mutations, ...this.options }, variables, more);
  }

  subscribe() {
    return nothing;
  }
}

const manager = {
  setEventListener: nothing,
  subscribe: () => nothing,
  isOnline: () => true,
  isFocused: () => true,
  setOnline: nothing,
  setFocused: nothing,
};
export const onlineManager = manager;
export const focusManager = manager;
export const notifyManager = { batch: (work) => work(), schedule: (work) => work(), setScheduler: nothing };
export const queryOptions = (options) => options;
export const infiniteQueryOptions = queryOptions;
export const mutationOptions = queryOptions;
export const keepPreviousData = (data) => data;
export const skipToken = Symbol('skipToken');
export const hashKey = hashed;
export const isServer = false;
export const dehydrate = () => ({ queries: [], mutations: [] });
export const hydrate = nothing;
export const HydrationBoundary = ({ children }) => children;
export const ReactQueryDevtools = () => null;

export class CancelledError extends Error {}

export const isCancelledError = (error) => isObject(error) && error instanceof CancelledError;

// -- swr

const swr = new QueryClient();
latest = null;
let config = {};

export const SWRConfig = ({ value, children }) => {
  config = isFunction(value) ? value(config) : { ...config, ...value };
  const callbacks = Object.values(config).filter(isFunction);
  register('request', (url = '/resource') => (config.fetcher || ordinary)(url), ...callbacks);
  return children;
};

export default function useSWR(key, fetcher, given) {
  const options = { ...config, ...(isFunction(fetcher) || !isObject(fetcher) ? given : fetcher) };
  const name = isFunction(key) ? key() : key;
  const load = isFunction(fetcher) ? fetcher : options.fetcher;
  const result = useQuery(
    {
      queryKey: [name],
      queryFn: () => (load ? load(name) : unknown('data')),
      enabled: known(name) && name !== null && name !== false && name !== undefined,
      retry: 0,
      onError: (error) => {
        if (options.onError) options.onError(error, name, options);
      },
      onSuccess: options.onSuccess,
    },
    swr,
  );
  return {
    data: result.data,
    error: result.error === null ? undefined : result.error,
    isLoading: result.isLoading,
    isValidating: result.isFetching,
    mutate: () => result.refetch(),
  };
}

export { useSWR };
export const useSWRConfig = () => ({ ...config, mutate, cache: new Map() });
export const mutate = (key) => (isFunction(key) ? swr.refetchQueries() : swr.refetchQueries([key]));
export const preload = (key, fetcher) => fetcher(key);
