// The store, its curried form, selectors and listeners, and what happens when.
import { createStore as create } from "zustand/vanilla";
import { shallow } from "zustand/vanilla/shallow";
import { combine, devtools, subscribeWithSelector } from "zustand/middleware";
import { immer } from "zustand/middleware/immer";

const createStore = create;

const auth = create()((set, get, api) => {
  log("made", get(), typeof api.setState);
  return {
    token: null,
    count: 0,
    setToken: (token) => set({ token }),
    add: () => set((state) => ({ count: state.count + 1 })),
    read: () => get().token,
    logout: () => set(api.getInitialState(), true),
  };
});
const stop = auth.subscribe((state, before) => log("changed", before.token, state.token, before.count, state.count));
auth.getState().setToken("A1");
auth.getState().add();
log(auth.getState().read(), auth.getState().count);
auth.setState((state) => state);
auth.getState().logout();
log(auth.getState().token, Object.keys(auth.getState()));
stop();
auth.getState().setToken("A2");

const plain = createStore(() => 1);
plain.subscribe((now, before) => log("number", before, now));
plain.setState(2);
plain.setState((n) => n + 1, true);
log(plain.getState(), plain.getInitialState());

const selecting = createStore(subscribeWithSelector(combine({ a: 1, b: 1 }, (set) => ({ go: () => set((s) => ({ a: s.a + 1 })) }))));
selecting.subscribe((s) => s.a, (a, before) => log("a is", a, before), { fireImmediately: true });
selecting.subscribe((s) => s.b, (b) => log("never", b));
selecting.getState().go();

const drafted = create(devtools(immer((set) => ({
  session: { access: null, list: [1] },
  other: { kept: true },
  put: (access) => set((state) => { state.session.access = access; state.session.list.push(2); }),
}))));
const before = drafted.getState();
drafted.getState().put("A3");
const after = drafted.getState();
log(after.session, before.session, after.other === before.other, after === before);
drafted.setState((state) => { state.session.access = "A3"; });
log(drafted.getState() === after);

log(shallow({ a: 1, b: null }, { a: 1, b: null }), shallow({ a: 1 }, { a: 2 }), shallow([1], [1]));
