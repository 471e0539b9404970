"""Models of state libraries with the tokens of a session: what persisted state holds before the program writes it, what callbacks are
told to the explorer, and that unknown values are no choices of a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from refreshlint.interleave import library
from refreshlint.interleave.answers import ACCESS, REFRESH
from refreshlint.interleave.backend import Backend
from refreshlint.interleave.frames import JSFunction, JSPromise
from refreshlint.interleave.machine import VALUE, Machine
from refreshlint.interleave.program import Program
from refreshlint.interleave.values import Token, Unknown, Value
from refreshlint.interleave.world import Modules, Settings, World
from refreshlint.js.ir import UNDEFINED
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile

A1, R1, A2, R2 = Token(ACCESS, 1), Token(REFRESH, 1), Token(ACCESS, 2), Token(REFRESH, 2)


class Logging(World):
    """A world in which the global `log` keeps its arguments."""

    def __init__(self) -> None:
        super().__init__(lambda importer, specifier: None, Backend(), Settings(), lambda site, value, times: times == 0)
        self.lines: list[list[Value]] = []

    def global_value(self, machine: Machine, name: str) -> Value:
        if name == "log":
            return machine.native(name, self._log)
        return super().global_value(machine, name)

    def _log(self, machine: Machine, this: Value, args: list[Value]) -> Value:
        self.lines.append(args)
        return UNDEFINED


class Run:
    """A program after its main module has been evaluated, and whatever the device was asked for has been answered."""

    def __init__(self, text: str) -> None:
        module, notices = lower_source(SourceFile("main.tsx", text.encode()))
        assert module is not None
        assert not notices
        self.world = Logging()
        self.machine = Machine(Program(Modules(lambda path: module if path == "main.tsx" else None)), self.world)
        assert self.machine.load(library.GLOBALS).kind == VALUE
        assert self.machine.load("main.tsx").kind == VALUE
        self.settle()

    def settle(self) -> None:
        self.machine.drain()
        while self.world.pending:
            self.world.deliver(self.machine, self.world.pending[0])
        assert not self.machine.exhausted
        assert not self.machine.uncaught

    @property
    def choices(self) -> list[str]:
        return [choice.site.path for choice in self.machine.choices if library.is_model(choice.site.path)]

    @property
    def lines(self) -> list[list[Value]]:
        return self.world.lines

    def named(self, name: str) -> Any:
        """The registered stimulus that one of the program's functions belongs to."""
        return next(
            each for each in self.world.stimuli
            if any(isinstance(one, JSFunction) and one.code.function.name == name for one in each.callbacks)
        )  # fmt: skip

    def start(self, name: str) -> JSPromise:
        done = self.machine.call(self.named(name).start, UNDEFINED, ["/items/1"])
        assert done.kind == VALUE
        self.settle()
        assert isinstance(done.value, JSPromise)
        return done.value


@pytest.fixture
def run() -> Callable[[str], Run]:
    return Run


ZUSTAND = """
import { create } from "zustand";
import { persist, createJSONStorage } from "zustand/middleware";
const content = {};
export const useAuth = create(persist((set, get) => ({
  accessToken: null, refreshToken: null, user: null, tokens: { access: null, refresh: null }, expiresAt: 0, isAuthenticated: false,
  isLoading: false, theme: "dark", hydrated: 0,
  setTokens: (accessToken, refreshToken) => set({ accessToken, refreshToken }),
}), {
  name: NAME,
  storage: createJSONStorage(() => ({
    getItem: async (name) => content[name] ?? fromDevice(name),
    setItem: async (name, value) => { content[name] = value; },
    removeItem: async (name) => { content[name] = null; },
  })),
  partialize: (state) => ({ ...state, hydrated: undefined }),
  onRehydrateStorage: () => (state, error) => { log("hydrated", error); },
}));
"""


@pytest.mark.parametrize("name", ["auth-storage", "app-store"])
def test_a_persisted_store_holds_the_session_until_it_is_written(run: Any, name: str) -> None:
    ran = run(
        'import page from "redux-persist/lib/storage";\n'
        "const fromDevice = (key) => page.getItem(key);\n"
        + ZUSTAND.replace("NAME", f'"{name}"')
        + """
useAuth.persist.onFinishHydration(async (state) => {
  const { accessToken, refreshToken, tokens, isAuthenticated, isLoading, theme } = state;
  log(accessToken, refreshToken, tokens.access, tokens.refresh, isAuthenticated, isLoading, theme);
  log(state.expiresAt);
});
"""
    )
    assert ran.lines[0] == ["hydrated", UNDEFINED]
    assert ran.lines[1] == [A1, R1, A1, R1, True, False, "dark"]
    assert isinstance(ran.lines[2][0], int)
    assert ran.lines[2][0] > ran.machine.now
    assert ran.choices == []


def test_tokens_written_by_a_persisting_store_come_back(run: Any) -> None:
    ran = run("""
import { createStore } from "zustand/vanilla";
import { persist, createJSONStorage } from "zustand/middleware";
import page from "redux-persist/lib/storage";
const make = () => createStore(persist((set) => ({ accessToken: null, refreshToken: null, n: 0 }), {
  name: "auth", storage: createJSONStorage(() => page),
}));
const one = make();
setTimeout(async () => {
  const { accessToken, refreshToken } = one.getState();
  await one.setState({ accessToken: refreshToken, refreshToken: accessToken, n: 2 });
  const two = make();
  two.persist.onFinishHydration((state) => log(state.accessToken, state.refreshToken, state.n));
}, 0);
""")
    ran.machine.advance()
    ran.settle()
    assert ran.lines == [[R1, A1, 2]]
    assert ran.choices == []


def test_redux_persist_restores_the_session_into_the_reducers(run: Any) -> None:
    ran = run("""
import { combineReducers, configureStore, createSlice } from "@reduxjs/toolkit";
import { persistReducer, persistStore, REHYDRATE } from "redux-persist";
import storage from "redux-persist/lib/storage";
const auth = createSlice({ name: "auth", initialState: { token: null, refreshToken: null, loading: false, user: null }, reducers: {
  setToken: (state, { payload }) => { state.token = payload; },
} });
const ui = (state = { token: null }) => state;
const reducer = persistReducer({ key: "root", storage, whitelist: ["auth"] }, combineReducers({ auth: auth.reducer, ui }));
const store = configureStore({ reducer });
persistStore(store, null, () => {
  const { auth: { token, refreshToken, loading }, ui: { token: other } } = store.getState();
  log(token, refreshToken, loading, other);
  store.dispatch(auth.actions.setToken(refreshToken));
  queueMicrotask(async () => {
    const text = await storage.getItem("persist:root");
    log(JSON.parse(JSON.parse(text).auth).token);
  });
});
""")
    assert ran.lines == [[A1, R1, False, None], [R1]]
    assert ran.choices == []


def test_claims_of_tokens(run: Any) -> None:
    ran = run("""
import { jwtDecode, InvalidTokenError } from "jwt-decode";
import decode from "jwt-decode";
import jwt from "jsonwebtoken";
import page from "redux-persist/lib/storage";
page.getItem("accessToken").then(async (token) => {
  const refresh = await page.getItem("refreshToken");
  const { exp } = jwtDecode(token);
  log(exp * 1000 > Date.now(), decode(`${token}`).exp === jwt.decode(token).exp, jwtDecode(refresh).exp > exp);
  log(jwtDecode(token).email, jwt.decode("nothing"));
  try { jwtDecode(null); } catch (error) { log(error instanceof InvalidTokenError); }
});
""")
    assert ran.lines[0] == [True, True, True]
    assert isinstance(ran.lines[1][0], Unknown)
    assert ran.lines[1][1] is None
    assert ran.lines[2] == [True]


REAUTH = """
import { createApi, fetchBaseQuery, retry } from "@reduxjs/toolkit/query/react";
import { configureStore, createSlice } from "@reduxjs/toolkit";
import { Mutex } from "async-mutex";
import page from "redux-persist/lib/storage";
const mutex = new Mutex();
const auth = createSlice({ name: "auth", initialState: { token: null }, reducers: {
  set: (state, action) => { state.token = action.payload; },
} });
const base = fetchBaseQuery({ baseUrl: "https://api.example.com", prepareHeaders: async function headers(given, { getState }) {
  const token = getState().auth.token ?? await page.getItem("accessToken");
  given.set("Authorization", `Bearer ${token}`);
  return given;
} });
async function reauth(args, api, extra) {
  await mutex.waitForUnlock();
  let result = await base(args, api, extra);
  if (result.error && result.error.status === 401) {
    const release = await mutex.acquire();
    try {
      const refreshToken = await page.getItem("refreshToken");
      const answer = await base({ url: "/auth/refresh", method: "POST", body: { refreshToken } }, api, extra);
      if (answer.data) {
        api.dispatch(auth.actions.set(answer.data.accessToken));
        await page.setItem("refreshToken", answer.data.refreshToken);
      }
      result = await base(args, api, extra);
    } finally {
      release();
    }
  }
  return result;
}
export const api = createApi({ baseQuery: WRAPPED, endpoints: (build) => ({ me: build.query({ query: () => "/me" }) }) });
"""
STORE = """
export const store = configureStore({
  reducer: { auth: auth.reducer, api: api.reducer }, middleware: (make) => make().concat(api.middleware),
});
"""


@pytest.mark.parametrize("wrapped", ["reauth", "retry(reauth, { maxRetries: 1 })"])
def test_a_base_query_is_started_as_an_ordinary_request(run: Any, wrapped: str) -> None:
    ran = run(REAUTH.replace("WRAPPED", wrapped) + STORE)
    assert ran.named("reauth") is ran.named("headers")
    ran.world.backend.expire()
    promise = ran.start("reauth")
    assert promise.state == "fulfilled"
    sent = [(each.wire.url, each.wire.access, each.wire.refresh) for each in ran.world.events if each.kind == "send"]
    assert sent == [
        ("https://api.example.com/items/1", 1, 0),
        ("https://api.example.com/auth/refresh", 1, 1),
        ("https://api.example.com/items/1", 2, 0),
    ]
    assert all(each.wire.site.path == "main.tsx" for each in ran.world.events if each.kind == "send")
    assert ran.choices == []


def test_the_callbacks_of_a_query_client_are_told(run: Any) -> None:
    ran = run("""
import { QueryCache, QueryClient } from "@tanstack/react-query";
export const client = new QueryClient({
  queryCache: new QueryCache({ onError: function failed(error) { log(error.status); } }),
  defaultOptions: { queries: { retry: function again(count, error) { return false; } } },
});
""")
    assert ran.named("failed") is ran.named("again")
    ran.start("failed")
    assert ran.lines == [[401]]


def test_watching_sagas_run_by_their_actions(run: Any) -> None:
    ran = run("""
import { applyMiddleware, createStore } from "redux";
import createSagaMiddleware from "redux-saga";
import { takeLeading } from "redux-saga/effects";
function* worker(action) { log(action.type); }
function* root() { yield takeLeading("auth/refresh", worker); }
const saga = createSagaMiddleware();
createStore((state = {}) => state, applyMiddleware(saga));
saga.run(root);
""")
    ran.machine.call(ran.named("worker").start)
    assert ran.lines == [["auth/refresh"]]
    assert ran.named("worker").kind == "event"


def test_unknown_state_is_no_choice_of_a_model(run: Any) -> None:
    ran = run("""
import { createStore } from "zustand/vanilla";
import { configureStore, createSlice } from "@reduxjs/toolkit";
import { render, useEffect, useState } from "react";
import { cloneDeep, isEmpty, merge } from "lodash";
const something = thing();
const store = createStore(() => ({ token: null, kept: 1 }));
store.setState(something);
store.setState({ user: something });
const slice = createSlice({ name: "s", initialState: { user: null, list: [] }, reducers: {
  put: (state, { payload }) => { state.user = payload; state.list.push(payload); }, all: (state, { payload }) => payload,
} });
const kept = configureStore({ reducer: slice.reducer });
kept.dispatch(slice.actions.put(something));
kept.dispatch(slice.actions.put(something));
log(kept.getState().list.length);
kept.dispatch(slice.actions.all(something));
const used = render(() => {
  const [value, setValue] = useState(something);
  useEffect(() => { setValue(thing()); }, [value]);
  return value;
});
merge({}, { a: something });
cloneDeep({ a: something });
log(typeof used.result);
""")
    assert ran.lines[0] == [2]
    assert ran.choices == []


def test_state_in_memory_can_be_signed_in(run: Any) -> None:
    ran = run("""
import { create } from "zustand";
import { configureStore, createSlice } from "@reduxjs/toolkit";
import { atomWithStorage } from "jotai/utils";
import { getDefaultStore } from "jotai";
const useAuth = create((set) => ({
  token: null, refreshToken: "", refreshPromise: null, isRefreshing: false, isLoggedIn: false, expiresAt: 0, refreshCount: 0,
  tokenExpired: false, lastRefresh: null, set,
}));
const slice = createSlice({
  name: "auth", initialState: { session: { accessToken: null, refreshToken: null }, queue: [], authError: null }, reducers: {},
});
const store = configureStore({ reducer: { auth: slice.reducer } });
const token = atomWithStorage("accessToken", null);
getDefaultStore().sub(token, () => {});
export function read() {
  const state = useAuth.getState();
  log(state.token, state.refreshToken, state.refreshPromise, state.isRefreshing, state.isLoggedIn);
  log(state.refreshCount, state.tokenExpired, state.lastRefresh);
  log(useAuth.getState().expiresAt > Date.now());
  const { session, authError, queue } = store.getState().auth;
  log(session.accessToken, session.refreshToken, authError, queue.length, getDefaultStore().get(token));
}
""")
    for each in ran.world.stimuli:
        if each.kind == "session":
            assert ran.machine.call(each.start).kind == VALUE
    read = ran.machine.load("main.tsx").value.own("read")
    assert ran.machine.call(read).kind == VALUE
    assert ran.lines == [[A1, R1, None, False, True], [0, False, None], [True], [A1, R1, None, 0, A1]]
    assert ran.choices == []
