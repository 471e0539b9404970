//only machine
// Sagas: the order of effects, forks and their ends, what cancels what.
import { applyMiddleware, createStore } from "redux";
import createSagaMiddleware, { eventChannel } from "redux-saga";
import { all, call, cancel, cancelled, delay, fork, join, put, race, select, spawn, take, takeEvery, takeLatest, takeLeading } from "redux-saga/effects";

const reducer = (state = { token: "A1", n: 0 }, action) => {
  if (!action.type.startsWith("@@")) log("reduce", action.type);
  if (action.type === "TOKEN") return { ...state, token: action.token };
  return action.type === "ADD" ? { ...state, n: state.n + 1 } : state;
};
const api = {
  prefix: "r:",
  async refresh(token) { log("api", token); await null; return `${this.prefix}${token}+`; },
  async fails() { throw new Error("401"); },
};

function* refresh() {
  try {
    const token = yield select((state) => state.token);
    const next = yield call([api, api.refresh], token);
    yield put({ type: "TOKEN", token: next });
    yield put({ type: "DONE" });
    return next;
  } finally {
    if (yield cancelled()) log("refresh cancelled");
  }
}

function* request(action) {
  log("request", action.id);
  try {
    const answer = yield call(api.fails);
    log("never", answer);
  } catch (error) {
    log("caught", error.message);
    yield put({ type: "REFRESH" });
    const { done, late } = yield race({ done: take("DONE"), late: delay(1000) });
    log("raced", done, late, yield select(({ token }) => token));
  }
}

function* worker(action) {
  log("worker", action.n);
  try {
    yield delay(10);
    log("worker done", action.n);
  } finally {
    if (yield cancelled()) log("worker cancelled", action.n);
  }
}

function* child(name, wait) {
  yield delay(wait);
  log("child", name);
  return name;
}

function* root() {
  yield takeLeading("REFRESH", refresh);
  yield takeEvery("REQUEST", request);
  yield takeLatest("WORK", worker);
  yield fork(function* lists() {
    const [one, two, three] = yield all([call(child, "one", 5), call(api.refresh.bind({ prefix: "p" }), "x"), 3]);
    log("all", one, two, three);
    const task = yield fork(child, "joined", 3);
    log("joined", yield join(task));
    const stopped = yield fork(child, "never", 50);
    yield cancel(stopped);
    log("stopped", stopped.isRunning());
    yield spawn(function* alone() { yield delay(1); throw new Error("alone"); });
    try {
      yield all([call(child, "slow", 20), call(api.fails)]);
    } catch (error) {
      log("all failed", error.message);
    }
    const first = yield race([call(child, "fast", 2), call(child, "slow", 20)]);
    log("race", first);
  });
  const channel = eventChannel((emit) => { setTimeout(() => emit("event 1"), 30); setTimeout(() => emit("event 2"), 40); return () => log("closed"); });
  log(yield take(channel), yield take(channel));
  channel.close();
  yield put({ type: "ADD" });
  yield put({ type: "ADD" });
  log("n", yield select((state) => state.n));
  log(yield take((action) => action.type.startsWith("LA")));
  log("root ends");
}

const saga = createSagaMiddleware({ onError: (error) => log("onError", error.message) });
const store = createStore(reducer, applyMiddleware(saga));
const main = saga.run(root);
store.dispatch({ type: "REQUEST", id: 1 });
store.dispatch({ type: "REQUEST", id: 2 });
store.dispatch({ type: "WORK", n: 1 });
store.dispatch({ type: "WORK", n: 2 });
setTimeout(() => store.dispatch({ type: "LAST" }), 100);
setTimeout(() => log(main.isRunning(), store.getState()), 200);
//> api x
//> reduce REQUEST
//> request 1
//> reduce REQUEST
//> request 2
//> reduce WORK
//> worker 1
//> reduce WORK
//> worker cancelled 1
//> worker 2
//> caught 401
//> reduce REFRESH
//> api A1
//> caught 401
//> reduce REFRESH
//> reduce TOKEN
//> reduce DONE
//> raced {type: "DONE"} undefined r:A1+
//> raced {type: "DONE"} undefined r:A1+
//> child one
//> all one px+ 3
//> child joined
//> joined joined
//> stopped false
//> all failed 401
//> onError alone
//> worker done 2
//> child fast
//> race ["fast", undefined]
//> event 1 event 2
//> closed
//> reduce ADD
//> reduce ADD
//> n 2
//> reduce LAST
//> {type: "LAST"}
//> root ends
//> true {token: "r:A1+", n: 2}
