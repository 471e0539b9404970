//replies [401, [200, {"token": "A2"}], [200, {"id": 1}], [200, {"id": 1}], [401, {"message": "no"}], "lost", [200, {"ok": true}], [500, {"e": 1}], [503, {"e": 2}], [200, {"id": 2}], [204]]
// createApi over fetchBaseQuery with re-authentication; queries that share, mutations, retries.
import { configureStore, createSlice } from "@reduxjs/toolkit";
import { createApi, fetchBaseQuery, retry } from "@reduxjs/toolkit/query";

const auth = createSlice({
  name: "auth",
  initialState: { token: "A1" },
  reducers: { setToken: (state, { payload }) => { state.token = payload; } },
});
const base = fetchBaseQuery({
  baseUrl: "https://api.example.com/v1/",
  prepareHeaders: (headers, { getState, endpoint, type }) => {
    log("headers for", endpoint, type);
    headers.set("authorization", `Bearer ${getState().auth.token}`);
    return headers;
  },
});
const reauth = async (args, api, extra) => {
  log("base query", args, api.endpoint, api.type, typeof api.dispatch, extra);
  let result = await base(args, api, extra);
  log("result", result.data, result.error, result.meta.request.url);
  if (result.error && result.error.status === 401 && api.endpoint === "item") {
    const refreshed = await base({ url: "/refresh", method: "POST", body: { token: "R1" } }, api, extra);
    api.dispatch(auth.actions.setToken(refreshed.data.token));
    result = await base(args, api, extra);
  }
  return result;
};
const api = createApi({
  baseQuery: reauth,
  endpoints: (build) => ({
    item: build.query({ query: (id) => `/items/${id}`, transformResponse: (data) => ({ ...data, seen: true }) }),
    login: build.mutation({
      query: (body) => ({ url: "login", method: "POST", body, params: { a: 1, b: undefined } }),
      async onQueryStarted(arg, { queryFulfilled }) {
        try {
          log("fulfilled", (await queryFulfilled).data);
        } catch (failure) {
          log("not fulfilled", failure.error);
        }
      },
    }),
    own: build.query({ queryFn: async (arg) => (arg === "bad" ? { error: "bad" } : { data: arg * 2 }) }),
  }),
});
const store = configureStore({ reducer: { auth: auth.reducer, [api.reducerPath]: api.reducer }, middleware: (make) => make().concat(api.middleware) });

async function main() {
  const { item, login, own } = api.endpoints;
  const [one, two] = await Promise.all([store.dispatch(item.initiate(1)), store.dispatch(item.initiate(1))]);
  log(one.data, two.data, one.isSuccess, one.status, store.getState().auth.token);
  log(await store.dispatch(item.initiate(1)).unwrap());
  log((await store.dispatch(item.initiate(1, { forceRefetch: true }))).isSuccess);
  log(item.select(1)(store.getState()).data);
  const refused = await store.dispatch(login.initiate({ user: "u" }));
  log(refused.error, refused.data);
  await store.dispatch(login.initiate({ user: "u" })).unwrap().catch((error) => log("thrown", error.status));
  log(await store.dispatch(login.initiate({ user: "u" })));
  log((await store.dispatch(own.initiate(4))).data, (await store.dispatch(own.initiate("bad"))).error);

  const { signal } = new AbortController();
  const again = retry(base, { maxRetries: 3 });
  log((await again("/items/2", { ...store, signal, endpoint: "again", type: "query" }, {})).data);
  log((await base({ url: "https://other.example.com/x", method: "DELETE" }, { ...store, signal, endpoint: "x", type: "query" }, {})).data);
  const gives = retry(async () => { log("try"); retry.fail({ status: 401 }); });
  log((await gives("/", { signal }, {})).error);
}
main();
