//only machine
//replies [[200, {"data": {"token": "A2"}}], [200, {"data": {"a": 1}}], [200, {"data": {"b": 1}}], 401, [200, {"data": {"c": 1}}]]
// apollo-link-token-refresh: one fetch of a token for all that wait; they are let go even if it fails.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { setContext } from "@apollo/client/link/context";
import { TokenRefreshLink } from "apollo-link-token-refresh";

let token = null;
const refresh = new TokenRefreshLink({
  accessTokenField: "token",
  isTokenValidOrUndefined: async () => token !== null,
  fetchAccessToken: () => fetch("https://api.test/refresh", { method: "POST" }),
  handleFetch: (fresh) => { token = fresh; },
  handleError: (error) => log("failed", error.message),
});
const auth = setContext(() => ({ headers: { authorization: String(token) } }));
const http = new HttpLink({ uri: "https://api.test/graphql", fetch: (uri, { headers }) => fetch(uri, { method: "POST", headers: { authorization: headers.authorization } }) });
const client = new ApolloClient({ link: ApolloLink.from([refresh, auth, http]), cache: new InMemoryCache() });
const run = (name) => client.query({ query: gql(`query ${name} { a }`) }).then(({ data }) => log(name, data));
async function all() {
  await Promise.all([run("A"), run("B")]);
  token = null;
  await run("C");
}
all();
//> > POST https://api.test/refresh
//> > POST https://api.test/graphql (A2)
//> > POST https://api.test/graphql (A2)
//> A {a: 1}
//> B {b: 1}
//> > POST https://api.test/refresh
//> failed Response not successful: Received status code 401
//> > POST https://api.test/graphql (null)
//> C {c: 1}
