//replies [401, [200, {"token": "A2"}], [200, {"data": {"a": 1}}], [401, {"errors": [{"message": "old"}]}], "lost", [500, "down"], [200, {"data": {"saved": true}}], [400, {"errors": [{"message": "bad"}], "data": {"c": 1}}]]
// Refusals by status: what onError is told, and an Observable of the link's own that subscribes again.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable, gql } from "@apollo/client/core";
import { onError } from "@apollo/client/link/error";

let token = "A1";
const refresh = async () => {
  const response = await fetch("https://api.test/refresh", { method: "POST" });
  token = (await response.json()).token;
};
let refreshes = 0;
const errors = onError(({ graphQLErrors, networkError, operation, forward }) => {
  log("onError", operation.operationName, networkError && networkError.name, networkError && networkError.statusCode, graphQLErrors && graphQLErrors.length);
  if (!networkError || networkError.statusCode !== 401 || refreshes++) return undefined;
  return new Observable((observer) => {
    refresh()
      .then(() => {
        operation.setContext(({ headers }) => ({ headers: { ...headers, authorization: token } }));
        forward(operation).subscribe({
          next: (result) => { log("next", result); observer.next(result); },
          error: (error) => observer.error(error),
          complete: () => { log("complete"); observer.complete(); },
        });
      })
      .catch((error) => observer.error(error));
  });
});
const auth = new ApolloLink((operation, forward) => {
  operation.setContext({ headers: { authorization: token } });
  return forward(operation);
});
const http = new HttpLink({
  uri: ({ operationName }) => `https://api.test/${operationName}`,
  fetch: (uri, { headers }) => fetch(uri, { method: "POST", headers: { authorization: headers.authorization } }),
});
const client = new ApolloClient({ link: errors.concat(auth).concat(http), cache: new InMemoryCache() });
const run = (name) => client.query({ query: gql(`query ${name} { a }`), fetchPolicy: "network-only" });
const told = (name) => (error) => log(name, error.name, error.message, error.networkError && error.networkError.name, error.graphQLErrors.length);

async function all() {
  log("one", (await run("One")).data);
  await run("Two").catch(told("two"));
  await run("Three").catch(told("three"));
  await run("Four").catch(told("four"));
  const saved = await client.mutate({ mutation: gql`mutation Save { saved }` });
  log("five", saved.data, Object.keys(saved));
  await client.mutate({ mutation: gql`mutation Fail { saved }` }).catch(told("six"));
}
all();
