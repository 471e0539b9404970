// @reduxjs/toolkit/query 2, with and without React: createApi, fetchBaseQuery, retry. Facts: redux-toolkit.js.org/rtk-query.
//
// A query runs once for all that ask with the same arguments at a time. Polling, tags and refetching on focus are not modelled.
import { known, register, send, site } from 'host';
import { unknown } from 'host';
import { anyState } from './session.js';
import { createAction, createAsyncThunk, lastStore, nanoid } from './toolkit.js';
import { useRefresh, useState, useEffect } from './react.js';
import { isFunction, isObject, nothing } from './shared.js';

const elsewhere = unknown('a store that is not loaded');

// -- base queries

const callbacks = []; // those that base queries were made with and no API has told the explorer of

const joined = (base, url) => {
  if (!base || (known(url) && /^https?:/.test(url))) return url;
  if (!url) return base;
  return `${String(base).replace(/\/$/, '')}/${known(url) ? url.replace(/^\//, '') : url}`;
};

function withParams(url, params, serialize) {
  if (!isObject(params)) return url;
  const query = serialize ? serialize(params) : new URLSearchParams(JSON.parse(JSON.stringify(params)));
  return `${url}${known(url) && url.includes('?') ? '&' : '?'}${query}`;
}

async function handled(response, answer, handler) {
  if (isFunction(handler)) return handler(response);
  if (handler === 'text') return answer.text;
  return known(answer.text) && answer.text === '' ? null : answer.body;
}

export function fetchBaseQuery(options = {}) {
  const { baseUrl, prepareHeaders = (headers) => headers, fetchFn, paramsSerializer } = options;
  for (const each of [options.prepareHeaders, fetchFn, options.responseHandler]) if (isFunction(each)) callbacks.push(each);
  const ok = options.validateStatus || ((response) => response.status >= 200 && response.status <= 299);
  return async (arg, api, extraOptions) => {
    const at = site();
    const request = isObject(arg) ? { ...arg } : { url: arg };
    const { getState, extra, endpoint, forced, type } = api;
    const given = new Headers({
      ...options.headers,
      ...(request.headers instanceof Headers ? Object.fromEntries(request.headers) : request.headers),
    });
    const headers = (await prepareHeaders(given, { getState, arg, extra, endpoint, forced, type, extraOptions })) || given;
    let body = request.body;
    const json = isObject(body) && !(body instanceof FormData) && !(body instanceof URLSearchParams);
    if (json) {
      if (!headers.has('content-type')) headers.set('content-type', options.jsonContentType || 'application/json');
      body = JSON.stringify(body);
    }
    const url = withParams(joined(baseUrl, request.url), request.params, paramsSerializer);
    const config = { method: request.method || 'GET', headers, body, credentials: request.credentials || options.credentials };
    const meta = { request: { ...config, url } };
    let response;
    let answer;
    if (fetchFn) {
      try {
        response = await fetchFn(new Request(url, config));
        const text = await response.clone().text();
        answer = { status: response.status, text, body: known(text) && text === '' ? null : JSON.parse(text) };
      } catch (error) {
        return { error: { status: response ? 'PARSING_ERROR' : 'FETCH_ERROR', error: String(error) }, meta };
      }
    } else {
      const sent = {};
      headers.forEach((value, name) => {
        sent[name] = value;
      });
      answer = await send({ method: config.method, url, headers: sent, body, site: at });
      if (answer.lost) return { error: { status: 'FETCH_ERROR', error: 'TypeError: Network request failed' }, meta };
      response = new Response(answer.text, { status: answer.status, headers: answer.headers });
    }
    meta.response = response;
    const handler = request.responseHandler || options.responseHandler || 'json';
    const status = response.status;
    let data;
    try {
      data = await handled(response, answer, handler);
    } catch (error) {
      return { error: { status: 'PARSING_ERROR', originalStatus: status, data: answer.text, error: String(error) }, meta };
    }
    return (request.validateStatus || ok)(response, data) ? { data, meta } : { error: { status, data }, meta };
  };
}

class Stop {
  constructor(result) {
    this.result = result;
  }
}

const giveUp = (error, meta) => {
  throw new Stop({ error, meta });
};

export const retry = Object.assign(
  (baseQuery, defaults) => {
    const retried = async (args, api, extraOptions) => {
      const options = { maxRetries: 5, ...defaults, ...extraOptions };
      const goOn = options.retryCondition || ((error, given, { attempt }) => attempt <= options.maxRetries);
      const pause =
        options.backoff ||
        ((attempt) =>
          new Promise((resolve) => {
            setTimeout(resolve, 300 * 2 ** Math.min(attempt, 5));
          }));
      for (let attempt = 1; ; attempt++) {
        let failure;
        try {
          const result = await baseQuery(args, api, extraOptions);
          if (!result.error) return result;
          failure = result;
        } catch (error) {
          if (error instanceof Stop) return error.result;
          throw error;
        }
        if (!goOn(failure.error, args, { attempt, baseQueryApi: api, extraOptions })) return failure;
        await pause(attempt, options.maxRetries);
      }
    };
    return Object.assign(retried, { inner: baseQuery });
  },
  { fail: giveUp },
);

export const fakeBaseQuery = () => nothing;
export const skipToken = Symbol('skipToken');
export const setupListeners = () => nothing;
export const QueryStatus = { uninitialized: 'uninitialized', pending: 'pending', fulfilled: 'fulfilled', rejected: 'rejected' };
export const copyWithStructuralSharing = (before, after) => after;
export const defaultSerializeQueryArgs = ({ endpointName, queryArgs }) => `${endpointName}(${JSON.stringify(queryArgs)})`;

// -- an API

class Refused {
  constructor(error, meta) {
    this.error = error;
    this.meta = meta;
  }
}

// Where the app's store is not loaded: what is dispatched goes where nobody sees it.
const standIn = {
  dispatch: (action) => (isFunction(action) ? action(standIn.dispatch, standIn.getState) : (elsewhere(action), action)),
   getState: anyState,
};

export function createApi({ baseQuery, endpoints, reducerPath = 'api' }) {
  let ownStore = null;
  const definitions = {};
  const cache = new Map(); // of queries, by key: { flight, result }
  const readers = new Set();
  const store = () => ownStore || lastStore() || standIn;
  const empty = { isUninitialized: true, isLoading: false, isSuccess: false, isError: false, status: 'uninitialized' };
  const tell = () => readers.forEach((refresh) => refresh());

  const calling = (name, type, { signal, abort, dispatch, getState, extra } = store()) => ({
    signal: signal || new AbortController().signal,
    abort: abort || nothing,
    dispatch,
    getState,
    extra,
    endpoint: name,
    type,
    forced: false,
    queryCacheKey: type === 'query' ? name : undefined,
  });

  // What an endpoint's request comes to: its data, transformed as it says.
  async function work(arg, tools) {
    const definition = definitions[arg.endpointName];
    const options = definition.extraOptions;
    const own = calling(arg.endpointName, arg.type, tools);
    try {
      const result = definition.query
        ? await baseQuery(definition.query(arg.originalArgs), own, options)
        : await definition.queryFn(arg.originalArgs, own, options, (given) => baseQuery(given, own, options));
      if (result.error) throw new Refused(result.error, result.meta);
      const transform = definition.transformResponse;
      const data = transform ? await transform(result.data, result.meta, arg.originalArgs) : result.data;
      return tools.fulfillWithValue(data, { baseQueryMeta: result.meta });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const transform = definition.transformErrorResponse;
      const value = transform ? await transform(error.error, error.meta, arg.originalArgs) : error.error;
      return tools.rejectWithValue(value, { baseQueryMeta: error.meta });
    }
  }

  const thunks = {
    query: createAsyncThunk(`${reducerPath}/executeQuery`, work),
    mutation: createAsyncThunk(`${reducerPath}/executeMutation`, work),
  };

  // onQueryStarted hears of the outcome through queryFulfilled.
  function followed(definition, arg, flight, tools) {
    if (!isFunction(definition.onQueryStarted)) return;
    const queryFulfilled = flight.then((action) => {
      if (action.error)
        throw { error: action.payload || action.error, isUnhandledError: !action.meta.rejectedWithValue, meta: action.meta.baseQueryMeta };
      return { data: action.payload, meta: action.meta.baseQueryMeta };
    });
    queryFulfilled.catch(nothing);
    const started = definition.onQueryStarted(arg, {
      ...tools,
      requestId: flight.requestId,
      queryFulfilled,
      updateCachedData: nothing,
      getCacheEntry: () => ({}),
    });
    if (isObject(started) && isFunction(started.catch)) started.catch(nothing);
  }

  const shown = (action) => ({
    data: action.payload,
    error: undefined,
    isUninitialized: false,
    isLoading: false,
    isFetching: false,
    isSuccess: !action.error,
    isError: !!action.error,
    status: action.meta.requestStatus,
    originalArgs: action.meta.arg.originalArgs,
    ...(action.error && { data: undefined, error: action.payload || action.error }),
  });

  const initiateQuery =
    (name) =>
    (arg, { forceRefetch = false } = {}) =>
    (dispatch, getState, extra) => {
      const key = defaultSerializeQueryArgs({ endpointName: name, queryArgs: arg });
      const entry = cache.get(key) || { flight: null, result: null };
      cache.set(key, entry);
      if (!entry.flight && (forceRefetch || !entry.result || !entry.result.isSuccess)) {
        const flight = dispatch(thunks.query({ endpointName: name, type: 'query', originalArgs: arg, queryCacheKey: key }));
        entry.flight = flight;
        flight.then((action) => {
          entry.flight = null;
          entry.result = shown(action);
          tell();
        });
        followed(definitions[name], arg, flight, { dispatch, getState, extra });
      }
      const result = async () => {
        if (entry.flight) await entry.flight;
        return entry.result;
      };
      return Object.assign(result(), {
        arg,
        queryCacheKey: key,
        requestId: nanoid(),
        abort: nothing,
        unsubscribe: nothing,
        updateSubscriptionOptions: nothing,
        async unwrap() {
          const { isError, error, data } = await result();
          if (isError) throw error;
          return data;
        },
        refetch: () => dispatch(initiateQuery(name)(arg, { forceRefetch: true })),
      });
    };

  const initiateMutation = (name) => (arg) => (dispatch, getState, extra) => {
    const flight = dispatch(thunks.mutation({ endpointName: name, type: 'mutation', originalArgs: arg }));
    followed(definitions[name], arg, flight, { dispatch, getState, extra });
    const result = flight.unwrap().then(
      (data) => ({ data }),
      (error) => ({ error }),
    );
    return Object.assign(result, {
      arg,
      requestId: flight.requestId,
      abort: flight.abort,
      unwrap: flight.unwrap,
      unsubscribe: nothing,
      reset: nothing,
    });
  };

  const useUpdates = () =>
    useRefresh((refresh) => {
      readers.add(refresh);
      return () => readers.delete(refresh);
    });

  const useQuery =
    (name) =>
    (arg, { skip = false, selectFromResult = (result) => result } = {}) => {
      const key = defaultSerializeQueryArgs({ endpointName: name, queryArgs: arg === skipToken ? undefined : arg });
      const idle = skip || arg === skipToken;
      useUpdates();
      useEffect(() => {
        if (!idle) store().dispatch(initiateQuery(name)(arg));
      }, [key, idle]);
      const entry = cache.get(key);
      const result = (entry && entry.result) || (idle ? empty : { ...empty, isUninitialized: false, isLoading: true, status: 'pending' });
      const refetch = () => store().dispatch(initiateQuery(name)(arg, { forceRefetch: true }));
      return { ...selectFromResult({ ...result, currentData: result.data }), isFetching: !!(entry && entry.flight), refetch };
    };

  const useLazyQuery = (name) => () => {
    const [key, setKey] = useState(null);
    useUpdates();
    const trigger = (arg, preferCache = false) => {
      const started = store().dispatch(initiateQuery(name)(arg, { forceRefetch: !preferCache }));
      setKey(started.queryCacheKey);
      return started;
    };
    return [trigger, (cache.get(key) || {}).result || empty, { lastArg: undefined }];
  };

  const useMutation = (name) => () => {
    const [state, setState] = useState(empty);
    const trigger = (arg) => {
      setState({ ...empty, isUninitialized: false, isLoading: true, status: 'pending' });
      const started = store().dispatch(initiateMutation(name)(arg));
      started.then(({ data, error }) =>
        setState({ ...empty, isUninitialized: false, isSuccess: error === undefined, isError: error !== undefined, data, error }),
      );
      return started;
    };
    return [trigger, { ...state, reset: () => setState(empty) }];
  };

  const hasName = (name, of) => (action) => of.match(action) && isObject(action.meta.arg) && action.meta.arg.endpointName === name;

  const resetApiState = createAction(`${reducerPath}/resetApiState`);
  const initial = { queries: {}, mutations: {}, provided: {}, subscriptions: {}, config: { online: true, focused: true } };

  const api = {
    reducerPath,
    endpoints: {},
    reducer(state = initial, action) {
      if (resetApiState.match(action)) return initial;
      if (!isObject(action) || !isObject(action.meta) || !isObject(action.meta.arg)) return state;
      for (const [thunk, group] of [
        [thunks.query, 'queries'],
        [thunks.mutation, 'mutations'],
      ]) {
        if (!thunk.pending.match(action) && !thunk.settled(action)) continue;
        const { arg, requestStatus, requestId } = action.meta;
        const key = arg.queryCacheKey || requestId;
        const entry = { endpointName: arg.endpointName, originalArgs: arg.originalArgs, status: requestStatus, requestId };
        if (requestStatus === 'fulfilled') entry.data = action.payload;
        if (requestStatus === 'rejected') entry.error = action.payload || action.error;
        return { ...state, [group]: { ...state[group], [key]: entry } };
      }
      return state;
    },
    middleware: (given) => {
      ownStore = { dispatch: given.dispatch, getState: given.getState };
      return (next) => (action) => {
        if (resetApiState.match(action)) cache.clear();
        return next(action);
      };
    },
    util: {
      resetApiState,
      invalidateTags: createAction(`${reducerPath}/invalidation`),
      prefetch: (name, arg, options) =>
        initiateQuery(name)(arg, { forceRefetch: options === true || (isObject(options) && options.force === true) }),
      updateQueryData: () => () => ({ undo: nothing, patches: [], inversePatches: [] }),
      upsertQueryData: (name, arg, value) => () => {
        const key = defaultSerializeQueryArgs({ endpointName: name, queryArgs: arg });
        cache.set(key, { flight: null, result: { ...empty, isUninitialized: false, isSuccess: true, data: value } });
      },
      patchQueryData: () => nothing,
      getRunningQueryThunk: () => nothing,
      getRunningQueriesThunk: () => () => [],
      getRunningMutationThunk: () => nothing,
      selectInvalidatedBy: () => [],
    },
    internalActions: {},
    usePrefetch: (name) => (arg) => store().dispatch(initiateQuery(name)(arg)),
    injectEndpoints({ endpoints: more }) {
      const build = {
        query: (definition) => ({ ...definition, type: 'query' }),
        infiniteQuery: (definition) => ({ ...definition, type: 'query' }),
        mutation: (definition) => ({ ...definition, type: 'mutation' }),
      };
      const added = more(build);
      for (const name of Object.keys(added)) add(name, added[name]);
      return api;
    },
    enhanceEndpoints({ endpoints: more } = {}) {
      for (const name of Object.keys(more || {})) {
        if (isFunction(more[name])) more[name](definitions[name]);
        else Object.assign(definitions[name] || {}, more[name]);
      }
      return api;
    },
  };

  function add(name, definition) {
    definitions[name] = definition;
    const query = definition.type === 'query';
    const thunk = query ? thunks.query : thunks.mutation;
    const upper = name[0].toUpperCase() + name.slice(1);
    const of = (arg) => (state) => {
      const entry = cache.get(defaultSerializeQueryArgs({ endpointName: name, queryArgs: arg }));
      return (entry && entry.result) || empty;
    };
    const endpoint = {
      name,
      initiate: query ? initiateQuery(name) : initiateMutation(name),
      select: of,
      matchPending: hasName(name, thunk.pending),
      matchFulfilled: hasName(name, thunk.fulfilled),
      matchRejected: hasName(name, thunk.rejected),
    };
    if (query) {
      Object.assign(endpoint, {
        useQuery: useQuery(name),
        useLazyQuery: useLazyQuery(name),
        useQueryState: useQuery(name),
        useQuerySubscription: useQuery(name),
      });
      api[`use${upper}Query`] = endpoint.useQuery;
      api[`useLazy${upper}Query`] = endpoint.useLazyQuery;
    } else {
      endpoint.useMutation = useMutation(name);
      api[`use${upper}Mutation`] = endpoint.useMutation;
    }
    api.endpoints[name] = endpoint;
  }

  // The explorer's way in: an ordinary request through the base query.
  const chain = [];
  for (let at = baseQuery; isFunction(at); at = at.inner) chain.push(at);
  register(
    'request',
    async (url = '/resource') => {
      const result = await baseQuery({ url, method: 'GET' }, calling('resource', 'query'), {});
      if (result.error) throw result.error;
      return result.data;
    },
    ...chain,
    ...callbacks.splice(0),
  );

  return isFunction(endpoints) ? api.injectEndpoints({ endpoints }) : api;
}

export const buildCreateApi = () => createApi;
export const coreModule = nothing;
export const reactHooksModule = nothing;
export const ApiProvider = ({ children }) => children;
