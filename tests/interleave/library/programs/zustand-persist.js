// Rehydration through storages that answer at once and later, and the writes that follow changes.
import { createStore as create } from "zustand/vanilla";
import { createJSONStorage, persist } from "zustand/middleware";

const content = {
  now: JSON.stringify({ state: { token: "A1", extra: 1 }, version: 0 }),
  old: JSON.stringify({ state: { token: "A0" }, version: 1 }),
};
const step = async (name, work) => {
  log("storage", name);
  return work();
};
const later = {
  getItem: (name) => step(`get ${name}`, () => content[name] ?? null),
  setItem: (name, value) => step(`set ${name} ${value}`, () => { content[name] = value; }),
  removeItem: (name) => step(`remove ${name}`, () => { delete content[name]; }),
};
const atOnce = {
  getItem: (name) => content[name] ?? null,
  setItem: (name, value) => { content[name] = value; log("written", name, value); },
  removeItem: (name) => { delete content[name]; },
};

const make = (options) => create(persist((set) => ({ token: null, user: null, setToken: (token) => set({ token }) }), options));

const quick = make({ name: "now", storage: createJSONStorage(() => atOnce) });
log(quick.getState().token, quick.persist.hasHydrated(), Object.keys(quick.getState()));
quick.getState().setToken("A2");

const slow = make({
  name: "now",
  storage: createJSONStorage(() => later),
  partialize: (state) => ({ token: state.token }),
  onRehydrateStorage: (state) => {
    log("before", state.token);
    return (now, error) => log("after", now.token, error, slow.persist.hasHydrated());
  },
});
slow.persist.onFinishHydration((state) => log("finished", state.token));
log(slow.getState().token, slow.persist.hasHydrated());
slow.getState().setToken("early");

const missing = make({ name: "nothing", storage: createJSONStorage(() => later), onRehydrateStorage: () => (state) => log("empty", state.token) });

const migrated = make({
  name: "old",
  version: 2,
  storage: createJSONStorage(() => later),
  migrate: async (state, version) => ({ token: `${state.token}+${version}` }),
});

const broken = make({
  name: "x",
  storage: createJSONStorage(() => ({ ...later, getItem: async () => { throw new Error("locked"); } })),
  onRehydrateStorage: () => (state, error) => log("broken", state, error),
});

const silent = make({ name: "now", storage: createJSONStorage(() => later), skipHydration: true });
log(silent.getState().token);

setTimeout(async () => {
  log(slow.getState().token, missing.getState().token, migrated.getState().token, broken.getState().token);
  const rehydrated = silent.persist.rehydrate();
  log(silent.getState().token);
  await rehydrated;
  log(silent.getState().token);
  await silent.setState({ token: "last" });
  silent.persist.clearStorage();
}, 10);
