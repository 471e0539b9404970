//only machine
// Hooks, effects and contexts in `render`, and hooks that are called by nobody.
import React, { createContext, useCallback, useContext, useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from "react";
import { render } from "react";
import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";

const Auth = createContext({ token: "none" });

function useAuthState(props) {
  const [token, setToken] = useState(() => "A1");
  const [count, dispatch] = useReducer((state, action) => state + action, props.start);
  const renders = useRef(0);
  renders.current++;
  const double = useMemo(() => count * 2, [count]);
  const stable = useCallback(() => token, []);
  useEffect(() => {
    log("effect", token);
    return () => log("clean", token);
  }, [token]);
  useEffect(() => {
    dispatch(1);
  }, []);
  return { token, setToken, count, double, stable, renders: renders.current };
}

function AuthProvider({ children }) {
  const [token, setToken] = useState(null);
  useEffect(() => {
    Promise.resolve("A2").then(setToken);
  }, []);
  return React.createElement("div", null, React.createElement(Auth.Provider, { value: { token } }, children));
}

const useStore = create((set) => ({ token: "S1", other: 1, setToken: (token) => set({ token }) }));

async function main() {
  const state = render(useAuthState, { start: 5 });
  log(state.result.token, state.result.count, state.result.renders);
//> effect A1
//> A1 5 1
  await null;
  log(state.result.count, state.result.double, state.result.renders);
//> 6 12 2
  const stable = state.result.stable;
  state.result.setToken("B1");
  state.result.setToken((token) => `${token}+`);
  log(state.result.token);
//> A1
  await null;
//> clean A1
//> effect B1+
  log(state.result.token, state.result.stable === stable, stable(), state.result.renders);
//> B1+ true A1 3
  state.unmount();
//> clean B1+
  state.result.setToken("C1");
  await null;
  log(state.result.token);
//> B1+

  const reader = render(() => useContext(Auth));
  log(reader.result);
//> {token: "none"}
  render(AuthProvider, { children: null });
  await null;
  log(reader.result);
//> {token: null}
  await null;
  await null;
  log(reader.result);
//> {token: "A2"}

  const used = render(() => useStore(useShallow((state) => [state.token])));
  useStore.setState({ other: 2 });
  useStore.getState().setToken("S2");
  log(used.result);
//> ["S1"]
  await null;
  log(used.result);
//> ["S2"]

  // outside of any render
  const [alone, setAlone] = useState(1);
  setAlone(2);
  useEffect(() => log("never"));
  const one = useRef(1);
  log(alone, one, useRef(2) === one, useContext(Auth), useStore((state) => state.other), useMemo(() => 3, []));
//> 1 {current: 1} false {token: "A2"} 2 3

  let runs = 0;
  const endless = render(() => {
    const [, again] = useState(0);
    runs++;
    again(runs);
  });
  setTimeout(() => log("runs", runs));
  log(useSyncExternalStore(() => {}, () => "snapshot"));
//> snapshot
//> runs 20
}
main();
