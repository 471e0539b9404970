// Slices, thunks and middlewares: what is dispatched, and when.
import { combineReducers, configureStore, createAction, createAsyncThunk, createListenerMiddleware, createSelector, createSlice, isAnyOf,
  isRejectedWithValue } from "@reduxjs/toolkit";

const ticks = (n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log("tick", i)); };

const refresh = createAsyncThunk("auth/refresh", async (mode, { getState, rejectWithValue }) => {
  log("payload creator", mode, getState().auth.token);
  await null;
  if (mode === "refused") return rejectWithValue({ status: 401 });
  if (mode === "broken") throw Object.assign(new Error("broken"), { code: "E1" });
  return { token: `${mode}+` };
}, { condition: (mode, { getState }) => !(mode === "again" && getState().auth.loading) });

const reset = createAction("reset");
const tagged = createAction("tagged", (value) => ({ payload: value, meta: { at: 1 } }));

const auth = createSlice({
  name: "auth",
  initialState: { token: null, loading: 0, nested: { list: [] } },
  reducers: {
    setToken(state, action) { state.token = action.payload; },
    push: { reducer(state, { payload }) { state.nested.list.push(payload); }, prepare: (a, b) => ({ payload: a + b }) },
    logout: () => ({ token: "none", loading: 0, nested: { list: [] } }),
    keep() {},
  },
  extraReducers: (builder) => builder
    .addCase(refresh.pending, (state) => { state.loading++; })
    .addCase(refresh.fulfilled, (state, { payload }) => { state.token = payload.token; state.loading--; })
    .addCase(refresh.rejected, (state, action) => { state.loading--; state.error = action.error.message; })
    .addMatcher(isAnyOf(reset, tagged), (state, action) => { state.matched = action.type; })
    .addDefaultCase((state) => { state.other = true; }),
  selectors: { token: (state) => state.token },
});
const count = (state = 0, action) => (action.type === "add" ? state + action.by : state);

const listener = createListenerMiddleware();
listener.startListening({ actionCreator: auth.actions.setToken, effect: async (action, api) => {
  log("listener", action.payload, api.getOriginalState().auth.token, api.getState().auth.token);
  await null;
  api.dispatch({ type: "add", by: 10 });
} });
const logging = (api) => (next) => (action) => {
  log("action", action.type, action.meta ? Object.keys(action.meta).sort() : "-");
  const result = next(action);
  log("after", api.getState().auth.token);
  return result;
};

const store = configureStore({
  reducer: { auth: auth.reducer, count },
  middleware: (make) => make({ serializableCheck: false, thunk: { extraArgument: 5 } }).prepend(listener.middleware).concat(logging),
});

async function main() {
  log(store.getState());
  const { setToken, push, logout, keep } = auth.actions;
  log(setToken("x"), push(1, 2), String(reset), tagged(1), reset.match(reset()));
  const before = store.getState();
  store.dispatch(keep());
  log(store.getState() === before);
  store.dispatch(push("a", "b"));
  log(before.auth.nested.list, store.getState().auth.nested.list, store.getState().auth === before.auth);
  store.dispatch(setToken("A1"));
  ticks(14);
  const flight = store.dispatch(refresh("A2"));
  const skipped = store.dispatch(refresh("again"));
  log(typeof flight.requestId, flight.arg, store.getState().auth.loading);
  const action = await flight;
  log(action.type, action.payload, action.meta.requestStatus);
  log((await skipped).meta.condition, (await skipped).error);
  log(await flight.unwrap());
  ticks(14);
  const refused = await store.dispatch(refresh("refused"));
  log(refused.payload, refused.error, refused.meta.rejectedWithValue, isRejectedWithValue(refresh)(refused));
  await store.dispatch(refresh("refused")).unwrap().catch((error) => log("thrown", error));
  const broken = await store.dispatch(refresh("broken"));
  log(broken.error.message, broken.error.code, broken.payload, refresh.rejected.match(broken));
  log(await store.dispatch(refresh("broken")).unwrap().then(() => "?", (error) => error.message));
  log(store.dispatch((dispatch, getState, extra) => { dispatch({ type: "add", by: 1 }); return extra + getState().count; }));
  const stop = store.subscribe(() => log("changed"));
  store.dispatch(logout());
  stop();
  store.dispatch(tagged(1));
  log(store.getState().auth, auth.selectors.token(store.getState()), auth.getInitialState().token);
  const select = createSelector([(state) => state.auth.token, (state) => state.count], (token, number) => [token, number]);
  log(select(store.getState()));
  const made = createSlice({ name: "made", initialState: { n: 0 }, reducers: (create) => ({ up: create.reducer((state) => { state.n++; }) }) });
  const root = combineReducers({ made: made.reducer });
  log(root(root(undefined, { type: "?" }), made.actions.up()));
}
main();
