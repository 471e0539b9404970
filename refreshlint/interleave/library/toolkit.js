// @reduxjs/toolkit 2: store, slices, thunks, listeners. Facts: redux-toolkit.js.org/api.
//
// Drafts are copies (shared.js). The checks of the development build are left out.
import { known, register } from 'host';
import { applyMiddleware, combineReducers, compose, createStore, withExtraArgument } from './redux.js';
import { isFunction, isObject, isPlain, isThenable, nothing, produce } from './shared.js';
import { signedIn } from './session.js';

export {
  applyMiddleware,
  bindActionCreators,
  combineReducers,
  compose,
  createStore,
  isAction,
  isPlainObject,
  legacy_createStore,
} from './redux.js';
export { produce, produce as createNextState } from './shared.js';
export const current = (draft) => draft;
export const original = current;
export const isDraft = () => false;
export const freeze = current;

let ids = 0;
export const nanoid = () => `id-${++ids}`;

// -- actions

export function createAction(type, prepare) {
  const make = (...args) => {
    if (!prepare) return { type, payload: args[0] };
    const prepared = prepare(...args);
    const action = { type, payload: prepared.payload };
    if ('meta' in prepared) action.meta = prepared.meta;
    if ('error' in prepared) action.error = prepared.error;
    return action;
  };
  return Object.assign(make, { type, toString: () => type, match: (action) => isObject(action) && action.type === type });
}

const typeOf = (creator) => (isFunction(creator) ? creator.type : creator);
const matcherOf = (one) => (isObject(one) || isFunction(one) ? one.match || one : one);
export const isAnyOf =
  (...matchers) =>
  (action) =>
    matchers.some((one) => matcherOf(one)(action));
export const isAllOf =
  (...matchers) =>
  (action) =>
    matchers.every((one) => matcherOf(one)(action));
export const isActionCreator = (value) => isFunction(value) && 'type' in value;

const hasStatus = (action, status, thunks) =>
  isObject(action) &&
  isObject(action.meta) &&
  action.meta.requestStatus === status &&
  (thunks.length === 0 || thunks.some((one) => one[status].match(action)));
const whose =
  (status) =>
  (...thunks) =>
    thunks.length === 1 && isObject(thunks[0]) ? hasStatus(thunks[0], status, []) : (action) => hasStatus(action, status, thunks);
export const isPending = whose('pending');
export const isFulfilled = whose('fulfilled');
export const isRejected = whose('rejected');
export const isRejectedWithValue =
  (...thunks) =>
  (action) =>
    hasStatus(action, 'rejected', thunks) && !!action.meta.rejectedWithValue;
export const isAsyncThunkAction =
  (...thunks) =>
  (action) =>
    ['pending', 'fulfilled', 'rejected'].some((status) => hasStatus(action, status, thunks));

// -- reducers

// The action by which the explorer signs the user in.
const SIGNED_IN = '@@session/SIGNED_IN';

function casesOf(build) {
  const cases = {};
  const matchers = [];
  let fallback = null;
  const builder = {
    addCase(creator, reducer) {
      cases[typeOf(creator)] = reducer;
      return builder;
    },
    addAsyncThunk(creator, reducers) {
      for (const status of ['pending', 'fulfilled', 'rejected']) if (reducers[status]) builder.addCase(creator[status], reducers[status]);
      if (reducers.settled) builder.addMatcher(creator.settled, reducers.settled);
      return builder;
    },
    addMatcher(matcher, reducer) {
      matchers.push([matcherOf(matcher), reducer]);
      return builder;
    },
    addDefaultCase(reducer) {
      fallback = reducer;
      return builder;
    },
  };
  if (isFunction(build)) build(builder);
  else if (isObject(build)) Object.assign(cases, build);
  return { cases, matchers, fallback };
}

function reducerOf(initial, table) {
  const first = () => (isFunction(initial) ? initial() : initial);
  let made = null;
  const reducer = (state, action) => {
    made = made || table();
    let now = state === undefined ? first() : state;
    if (!isObject(action)) return now;
    if (action.type === SIGNED_IN) return isPlain(now) ? signedIn(now) : now;
    const found = Object.hasOwn(made.cases, action.type) ? [made.cases[action.type]] : [];
    for (const [matches, each] of made.matchers) if (matches(action)) found.push(each);
    if (found.length === 0 && made.fallback) found.push(made.fallback);
    for (const each of found) if (isFunction(each)) now = produce(now, (draft) => each(draft, action));
    return now;
  };
  reducer.getInitialState = first;
  return reducer;
}

export const createReducer = (initial, build) => reducerOf(initial, () => casesOf(build));

export function createSlice({ name, reducerPath = name, initialState, reducers = {}, extraReducers, selectors = {} }) {
  const creators = {
    reducer: (reducer) => reducer,
    preparedReducer: (prepare, reducer) => ({ prepare, reducer }),
    asyncThunk: (payload, config = {}) => ({ payload, config }),
  };
  const given = isFunction(reducers) ? reducers(Object.assign((reducer) => reducer, creators)) : reducers;
  const actions = {};
  const own = {};
  const more = [];
  for (const key of Object.keys(given)) {
    const type = `${name}/${key}`;
    const each = given[key];
    if (isObject(each) && each.payload && each.config) {
      actions[key] = createAsyncThunk(type, each.payload, each.config.options);
      more.push((builder) => builder.addAsyncThunk(actions[key], each.config));
    } else {
      own[type] = isFunction(each) ? each : each.reducer;
      actions[key] = createAction(type, isFunction(each) ? undefined : each.prepare);
    }
  }
  const caseReducers = {};
  for (const key of Object.keys(given)) caseReducers[key] = own[`${name}/${key}`];
  const reducer = reducerOf(initialState, () => {
    const table = casesOf((builder) => {
      if (isFunction(extraReducers)) extraReducers(builder);
      for (const add of more) add(builder);
    });
    if (isObject(extraReducers)) Object.assign(table.cases, extraReducers);
    Object.assign(table.cases, own);
    return table;
  });
  const select = (state) => (isObject(state) ? state[reducerPath] : undefined) ?? reducer.getInitialState();
  const selecting = (from) => {
    const made = {};
    for (const key of Object.keys(selectors)) made[key] = (state, ...args) => selectors[key](from(state), ...args);
    return made;
  };
  return {
    name,
    reducerPath,
    reducer,
    actions,
    caseReducers,
    getInitialState: reducer.getInitialState,
    getSelectors: (from = (state) => state) => selecting(from),
    selectors: selecting(select),
    selectSlice: select,
    injectInto() {
      return this;
    },
  };
}

export const buildCreateSlice = () => createSlice;
export const asyncThunkCreator = {};

export function combineSlices(...slices) {
  const reducers = {};
  for (const slice of slices) {
    if (slice.reducerPath) reducers[slice.reducerPath] = slice.reducer;
    else Object.assign(reducers, slice);
  }
  return Object.assign(combineReducers(reducers), { inject: nothing, withLazyLoadedSlices: () => combineSlices(...slices) });
}

export function createSelector(...parts) {
  const options = isFunction(parts[parts.length - 1]) ? [] : [parts.pop()];
  const combine = parts.pop();
  const inputs = Array.isArray(parts[0]) ? parts[0] : parts;
  return Object.assign((...args) => combine(...inputs.map((input) => input(...args))), { resultFunc: combine, options });
}

export const createDraftSafeSelector = createSelector;

// -- thunks

class Rejection {
  constructor(payload, meta) {
    this.payload = payload;
    this.meta = meta;
  }
}

class Fulfilment {
  constructor(payload, meta) {
    this.payload = payload;
    this.meta = meta;
  }
}

export function miniSerializeError(error) {
  if (!known(error)) return { message: error };
  if (!isObject(error)) return { message: String(error) };
  const made = {};
  for (const key of ['name', 'message', 'stack', 'code']) {
    const value = error[key];
    if (!known(value) || typeof value === 'string') made[key] = value;
  }
  return made;
}

export function unwrapResult(action) {
  if (action.meta && action.meta.rejectedWithValue) throw action.payload;
  if (action.error) throw action.error;
  return action.payload;
}

export function createAsyncThunk(type, work, options = {}) {
  const status = (name, requestId, arg, meta) => ({ ...meta, arg, requestId, requestStatus: name });
  const pending = createAction(`${type}/pending`, (requestId, arg, meta) => ({
    payload: undefined,
    meta: status('pending', requestId, arg, meta),
  }));
  const fulfilled = createAction(`${type}/fulfilled`, (payload, requestId, arg, meta) => ({
    payload,
    meta: status('fulfilled', requestId, arg, meta),
  }));
  const rejected = createAction(`${type}/rejected`, (error, requestId, arg, payload, meta) => {
    const name = isObject(error) ? error.name : undefined;
    const cause = known(error) && !error ? 'Rejected' : error;
    return {
      payload,
      error: (options.serializeError || miniSerializeError)(cause),
      meta: {
        ...status('rejected', requestId, arg, meta),
        rejectedWithValue: !known(payload) || !!payload,
        aborted: known(name) && name === 'AbortError',
        condition: known(name) && name === 'ConditionError',
      },
    };
  });

  const make =
    (arg, { signal } = {}) =>
    (dispatch, getState, extra) => {
      const requestId = options.idGenerator ? options.idGenerator(arg) : nanoid();
      const controller = new AbortController();
      const abort = (reason) => controller.abort({ name: 'AbortError', message: reason || 'Aborted' });
      if (signal && signal.aborted) abort();
      const rejectWithValue = (payload, meta) => new Rejection(payload, meta);
      const fulfillWithValue = (payload, meta) => new Fulfilment(payload, meta);
      const promise = (async () => {
        let action;
        try {
          let go = options.condition && options.condition(arg, { getState, extra });
          if (isThenable(go)) go = await go;
          if (go === false || controller.signal.aborted) {
            throw { name: 'ConditionError', message: 'Aborted due to condition callback returning false.' };
          }
          const aborted = new Promise((resolve, reject) => {
            controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
          });
          dispatch(pending(requestId, arg, options.getPendingMeta && options.getPendingMeta({ requestId, arg }, { getState, extra })));
          const given = work(arg, {
            dispatch,
            getState,
            extra,
            requestId,
            signal: controller.signal,
            abort,
            rejectWithValue,
            fulfillWithValue,
          });
          action = await Promise.race([
            aborted,
            Promise.resolve(given).then((result) => {
              if (isObject(result) && result instanceof Rejection) throw result;
              if (isObject(result) && result instanceof Fulfilment) return fulfilled(result.payload, requestId, arg, result.meta);
              return fulfilled(result, requestId, arg);
            }),
          ]);
        } catch (error) {
          action =
            isObject(error) && error instanceof Rejection
              ? rejected(null, requestId, arg, error.payload, error.meta)
              : rejected(error, requestId, arg);
        }
        const skipped = !options.dispatchConditionRejection && rejected.match(action) && action.meta.condition;
        if (!skipped) dispatch(action);
        return action;
      })();
      return Object.assign(promise, { abort, requestId, arg, unwrap: () => promise.then(unwrapResult) });
    };
  return Object.assign(make, { pending, fulfilled, rejected, settled: isAnyOf(rejected, fulfilled), typePrefix: type });
}
createAsyncThunk.withTypes = () => createAsyncThunk;

// -- the store

function tuple(items) {
  const listed = items.filter(isFunction);
  return Object.assign(listed, {
    concat: (...more) => tuple([...listed, ...more.flat()]),
    prepend: (...more) => tuple([...more.flat(), ...listed]),
  });
}

export const Tuple = class {
  constructor(...items) {
    return tuple(items);
  }
};

const defaults = (options = {}) =>
  tuple(
    isObject(options) && options.thunk === false
      ? []
      : [withExtraArgument(isObject(options) && isObject(options.thunk) ? options.thunk.extraArgument : undefined)],
  );
export const getDefaultMiddleware = defaults;
export const autoBatchEnhancer = () => (create) => create;

const stores = [];

// The store that was made last; undefined before.
export const lastStore = () => stores[stores.length - 1];

export function configureStore({ reducer, middleware = defaults, preloadedState, enhancers = (make) => make() }) {
  const root = isFunction(reducer) ? reducer : combineReducers(reducer);
  const listed = isFunction(middleware) ? middleware(defaults) : middleware;
  const base = applyMiddleware(...listed);
  const enhancing = isFunction(enhancers) ? enhancers(() => tuple([base])) : [base, ...enhancers];
  const store = createStore(root, preloadedState, compose(...enhancing));
  stores.push(store);
  register('session', () => store.dispatch({ type: SIGNED_IN }));
  return store;
}

// -- listeners

export function createListenerMiddleware({ extra, onError = nothing } = {}) {
  const entries = new Set();
  const startListening = ({ type, actionCreator, matcher, predicate, effect }) => {
    const wanted = actionCreator
      ? actionCreator.match
      : type !== undefined
        ? (action) => action.type === type
        : matcherOf(matcher || predicate);
    const entry = { wanted, effect };
    entries.add(entry);
    return () => entries.delete(entry);
  };
  const takers = new Set();
  const run = async (entry, action, api, before) => {
    const take = (wanted, timeout) =>
      new Promise((resolve) => {
        const taker = { wanted: matcherOf(wanted), resolve };
        takers.add(taker);
        if (known(timeout) && timeout !== undefined) {
          setTimeout(() => {
            takers.delete(taker);
            resolve(null);
          }, timeout);
        }
      });
    const fork = (work) => {
      const result = (async () => work({ pause: (promise) => promise, delay: wait, signal: new AbortController().signal }))().then(
        (value) => ({ status: 'ok', value }),
        (error) => ({ status: 'rejected', error }),
      );
      return { result, cancel: nothing };
    };
    try {
      await entry.effect(action, {
        ...api,
        extra,
        take,
        fork,
        delay: wait,
        pause: (promise) => promise,
        getOriginalState: () => before,
        condition: async (wanted, timeout) => (await take(wanted, timeout)) !== null,
        subscribe: () => entries.add(entry),
        unsubscribe: () => entries.delete(entry),
        cancelActiveListeners: nothing,
        cancel: nothing,
        throwIfCancelled: nothing,
        signal: new AbortController().signal,
      });
    } catch (error) {
      onError(error, { raisedBy: 'effect' });
    }
  };
  const middleware = (api) => (next) => (action) => {
    const before = api.getState();
    const result = next(action);
    if (!isObject(action)) return result;
    for (const taker of [...takers]) {
      if (!taker.wanted(action, api.getState(), before)) continue;
      takers.delete(taker);
      taker.resolve([action, api.getState(), before]);
    }
    for (const entry of [...entries]) if (entry.wanted(action, api.getState(), before)) run(entry, action, api, before);
    return result;
  };
  return { middleware, startListening, stopListening: nothing, clearListeners: () => entries.clear() };
}

const wait = (time) =>
  new Promise((resolve) => {
    setTimeout(resolve, time);
  });
export const addListener = (options) => ({ type: 'listenerMiddleware/add', payload: options });
export const removeListener = addListener;
export const clearAllListeners = () => ({ type: 'listenerMiddleware/removeAll' });

// -- entities: records by id

export function createEntityAdapter({ selectId = (entity) => entity.id } = {}) {
  const listed = (entities) => (Array.isArray(entities) ? entities : isObject(entities) ? Object.values(entities) : []);
  const payload = (action) => (isObject(action) && 'payload' in action ? action.payload : action);
  const put = (state, entities) => {
    for (const entity of listed(entities)) {
      const id = selectId(entity);
      if (!state.ids.includes(id)) state.ids.push(id);
      state.entities[id] = { ...state.entities[id], ...entity };
    }
  };
  const drop = (state, ids) => {
    state.ids = state.ids.filter((id) => !ids.includes(id));
    for (const id of ids) delete state.entities[id];
  };
  const setAll = (state, action) => {
    drop(state, state.ids);
    put(state, payload(action));
  };
  const one = (state, action) => put(state, [payload(action)]);
  const many = (state, action) => put(state, payload(action));
  const change = ({ id, changes }) => ({ ...changes, id });
  return {
    getInitialState: (more) => ({ ids: [], entities: {}, ...more }),
    addOne: one,
    setOne: one,
    upsertOne: one,
    addMany: many,
    setMany: many,
    upsertMany: many,
    setAll,
    updateOne: (state, action) => put(state, [change(payload(action))]),
    updateMany: (state, action) => put(state, payload(action).map(change)),
    removeOne: (state, action) => drop(state, [payload(action)]),
    removeMany: (state, action) => drop(state, payload(action)),
    removeAll: (state) => drop(state, state.ids),
    getSelectors: (from = (state) => state) => ({
      selectAll: (state) => from(state).ids.map((id) => from(state).entities[id]),
      selectById: (state, id) => from(state).entities[id],
      selectIds: (state) => from(state).ids,
      selectEntities: (state) => from(state).entities,
      selectTotal: (state) => from(state).ids.length,
    }),
  };
}
