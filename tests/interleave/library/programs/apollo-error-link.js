//replies [[200, {"errors": [{"message": "no", "extensions": {"code": "UNAUTHENTICATED"}}], "data": null}], [200, {"errors": [{"message": "no", "extensions": {"code": "UNAUTHENTICATED"}}], "data": null}], [200, {"token": "A2"}], [200, {"data": {"a": 1}}], [200, {"data": {"b": 2}}], [200, {"errors": [{"message": "gone", "extensions": {"code": "NOT_FOUND"}}]}]]
// An error link that shares one refresh, and hands operations on with the new token.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, from, fromPromise, gql } from "@apollo/client/core";
import { setContext } from "@apollo/client/link/context";
import { onError } from "@apollo/client/link/error";

let token = "A1";
let refreshing = null;
const refresh = () => {
  refreshing ??= fetch("https://api.test/refresh", { method: "POST" })
    .then((response) => response.json())
    .then((body) => { token = body.token; log("refreshed", token); return token; })
    .finally(() => { refreshing = null; });
  return refreshing;
};
const errors = onError(({ graphQLErrors, networkError, operation, forward }) => {
  log("onError", operation.operationName, graphQLErrors.map((each) => each.extensions.code), networkError === undefined);
  if (!graphQLErrors.some((each) => each.extensions.code === "UNAUTHENTICATED")) return;
  return fromPromise(refresh()).flatMap((fresh) => {
    const { headers } = operation.getContext();
    log("again", operation.operationName, headers.authorization);
    operation.setContext({ headers: { ...headers, authorization: `Bearer ${fresh}` } });
    return forward(operation);
  });
});
const auth = setContext(async (request, { headers }) => {
  log("context", request.operationName);
  return { headers: { authorization: `Bearer ${token}`, ...headers } };
});
const send = new HttpLink({
  uri: "https://api.test/graphql",
  headers: { "X-App": "1" },
  fetch: (uri, { method, headers }) => {
    log("fetch", uri, method, headers.authorization, headers["x-app"]);
    return fetch(uri, { method, headers: { authorization: headers.authorization } });
  },
});
const watch = new ApolloLink((operation, forward) => forward(operation).map((result) => { log("passed", operation.operationName); return result; }));
const client = new ApolloClient({ link: from([errors, auth, watch, send]), cache: new InMemoryCache() });

const run = (document) => client.query({ query: document, fetchPolicy: "no-cache" });
run(gql`query One { a }`).then(({ data, loading, networkStatus }) => log("one", data, loading, networkStatus), (error) => log("one failed", error.message));
run(gql`query Two($id: ID) { b }`).then((result) => log("two", result.data), (error) => log("two failed", error.message));
setTimeout(() => {
  run(gql`query Three { c }`).catch((error) => log("three", error.name, error.message, error.graphQLErrors.length, error.networkError));
}, 100);
