//only machine
// Atoms, what is derived from them, writes.
import { atom, createStore, getDefaultStore } from "jotai/vanilla";

const store = createStore();
const token = atom("A1");
const user = atom(null);
const header = atom((get) => `Bearer ${get(token)}`);
const session = atom((get) => [get(token), get(user)], (get, set, next) => {
  log("write", get(token), next);
  set(token, next);
  set(user, (before) => `${before} of ${next}`);
  return "written";
});
const logout = atom(null, (get, set) => set(session, "none"));
const stop = store.sub(token, () => log("token is", store.get(token)));
log(store.get(header), store.get(session), store.get(user));
log(store.set(session, "A2"), store.get(header), store.get(session));
store.set(token, "A2");
store.set(token, (before) => `${before}+`);
stop();
log(store.set(logout), store.get(token));
log(getDefaultStore() === getDefaultStore(), getDefaultStore().get(token));
const mounting = atom(0);
mounting.onMount = (set) => { log("mounted"); set(5); };
store.sub(mounting, () => {});
log(store.get(mounting));
//> Bearer A1 ["A1", null] null
//> write A1 A2
//> token is A2
//> written Bearer A2 ["A2", "null of A2"]
//> token is A2+
//> write A2+ none
//> written none
//> true A1
//> mounted
//> 5
