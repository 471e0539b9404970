// Rehydration, merging, and what is written.
import { combineReducers, createStore } from "redux";
import { FLUSH, PERSIST, persistReducer, persistStore, REHYDRATE } from "redux-persist";

const content = { "persist:root": JSON.stringify({ auth: JSON.stringify({ token: "A1" }), ui: JSON.stringify("dark") }) };
const storage = {
  getItem: async (key) => { log("get", key); return content[key] ?? null; },
  setItem: async (key, value) => { content[key] = value; log("set", key, value); },
  removeItem: async (key) => { delete content[key]; log("remove", key); },
};
const auth = (state = { token: null }, action) => {
  if (action.type === REHYDRATE) log("auth sees", action.key, action.payload);
  return action.type === "token" ? { token: action.token } : state;
};
const ui = (state = "light", action) => (action.type === "ui" ? action.value : state);
const reducer = persistReducer({ key: "root", storage, blacklist: ["ui"], timeout: 0 }, combineReducers({ auth, ui }));
const store = createStore(reducer);
const persistor = persistStore(store, null, () => log("ready", store.getState().auth));
log(typeof PERSIST, FLUSH, store.getState(), persistor.getState());
persistor.subscribe(() => log("bootstrapped", persistor.getState().bootstrapped));
setTimeout(async () => {
  log(store.getState());
  store.dispatch({ type: "token", token: "A2" });
  store.dispatch({ type: "ui", value: "blue" });
  await persistor.flush();
  log("flushed");
  await persistor.purge();
  log(content);
}, 20);
