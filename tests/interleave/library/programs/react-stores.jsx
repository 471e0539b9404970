//only machine
//replies [[200, {"id": 7}], [200, {"id": 8}], [200, {"saved": true}]]
// Stores and queries in hooks: react-redux, RTK Query, react-query, swr, a context hook, jotai.
import createContextHook from "@nkzw/create-context-hook";
import { configureStore, createSlice } from "@reduxjs/toolkit";
import { createApi, fetchBaseQuery } from "@reduxjs/toolkit/query/react";
import { QueryClient, QueryClientProvider, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { atom, useAtom } from "jotai";
import { useEffect, useState, render } from "react";
import { connect, Provider, useDispatch, useSelector } from "react-redux";
import useSWR from "swr";

const settled = () => new Promise((resolve) => setTimeout(resolve, 1));
const auth = createSlice({ name: "auth", initialState: { token: "A1", other: 0 }, reducers: {
  setToken: (state, { payload }) => { state.token = payload; },
  touch: (state) => { state.other++; },
} });
const api = createApi({
  baseQuery: fetchBaseQuery({ baseUrl: "https://a.example.com" }),
  endpoints: (build) => ({
    item: build.query({ query: (id) => `/items/${id}` }),
    save: build.mutation({ query: (body) => ({ url: "/save", method: "POST", body }) }),
  }),
});
const store = configureStore({ reducer: { auth: auth.reducer, api: api.reducer }, middleware: (make) => make().concat(api.middleware) });

const [AuthProvider, useAuth] = createContextHook(() => {
  log("initializer");
  const [token, setToken] = useState(null);
  useEffect(() => { Promise.resolve("stored").then(setToken); }, []);
  return { token, setToken };
});

const count = atom(1);

async function main() {
  render(() => <Provider store={store}><b /></Provider>);
  let renders = 0;
  const selected = render(() => { renders++; return [useSelector((state) => state.auth.token), useDispatch()]; });
  selected.result[1](auth.actions.setToken("A2"));
  store.dispatch(auth.actions.touch());
  await null;
  log(selected.result[0], renders);
//> A2 2
  const connected = render(connect((state) => ({ token: state.auth.token }), { touch: auth.actions.touch })((props) => null), { own: 1 });
  const { own, token, touch } = connected.result.props;
  touch();
  log(own, token, store.getState().auth.other);
//> 1 A2 2

  const item = render(() => api.useItemQuery(7));
  log(item.result.isLoading, item.result.data);
//> true undefined
//> > GET https://a.example.com/items/7
  await settled();
  log(item.result.isSuccess, item.result.data, item.result.isFetching);
//> true {id: 7} false
  log((await item.result.refetch()).data, item.result.data);
//> > GET https://a.example.com/items/7
//> {id: 8} {id: 8}
  const save = render(() => api.useSaveMutation());
  const saving = save.result[0]({ a: 1 });
//> > POST https://a.example.com/save {"a":1}
  await null;
  log(save.result[1].isLoading);
//> true
  const saved = await saving.unwrap();
  await settled();
  log(saved, save.result[1].data, render(() => api.useItemQuery(1, { skip: true })).result.isUninitialized);
//> {saved: true} {saved: true} true

  const one = render(useAuth);
//> initializer
  const two = render(useAuth);
  render(AuthProvider, { children: null });
  log(one.result === two.result, one.result.token);
//> true null
  await settled();
//> initializer
  log(one.result.token, two.result.token, one.result === two.result);
//> stored stored true
  two.result.setToken("new");
  await settled();
//> initializer
  log(useAuth().token);
//> new

  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(QueryClientProvider, { client });
  let fetches = 0;
  const options = { queryKey: ["me"], queryFn: async () => { fetches++; await null; return { name: "me" }; } };
  const me = render(() => useQuery(options));
  const again = render(() => useQuery(options));
  log(me.result.isLoading, useQueryClient() === client);
//> true true
  await settled();
  log(fetches, me.result.data === again.result.data, again.result.data, again.result.isSuccess);
//> 1 true {name: "me"} true
  const off = render(() => useQuery({ ...options, queryKey: ["off"], enabled: false }));
  const login = render(() => useMutation({ mutationFn: async (who) => { if (!who) throw new Error("nobody"); return who; }, onSuccess: (who) => log("in", who) }));
  const who = await login.result.mutateAsync("ann");
  await settled();
  log(off.result.isPending, who, login.result.isSuccess);
//> in ann
//> true ann true
  login.result.mutate("", { onError: (error) => log("failed", error.message) });
  await settled();
//> failed nobody
  log(login.result.isError, login.result.error.message);
//> true nobody
  const swr = render(() => useSWR("/me", async (key) => `data of ${key}`));
  await settled();
  log(swr.result.data, swr.result.error, swr.result.isLoading);
//> data of /me undefined false

  const counter = render(() => useAtom(count));
  counter.result[1]((n) => n + 1);
  await null;
  log(counter.result[0]);
//> 2
}
main();
