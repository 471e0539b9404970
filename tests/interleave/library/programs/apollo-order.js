//replies [[200, {"data": {"a": 1}}], [200, {"errors": [{"message": "no"}]}], 401]
// In how many turns a result arrives, counted by a chain of promises beside it.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client/core";
import { setContext } from "@apollo/client/link/context";
import { onError } from "@apollo/client/link/error";

let ticking = false;
const tick = async (name) => {
  ticking = true;
  for (let count = 0; count < 40 && ticking; count++) {
    await null;
    counts[name] = count + 1;
  }
};
const counts = {};
const http = new HttpLink({
  uri: "https://api.test/graphql",
  fetch: (uri) => {
    log("fetch");
    return fetch(uri, { method: "POST" }).then(async (response) => {
      const body = await response.text();
      tick("answer");
      return { status: response.status, headers: new Headers(), text: async () => body };
    });
  },
});
const seen = new ApolloLink((operation, forward) => forward(operation).map((result) => { log("link after", counts.answer); return result; }));
const auth = setContext(() => ({ headers: {} }));
const errors = onError(({ networkError }) => { log("onError after", counts.answer, !!networkError); });
const client = new ApolloClient({ link: ApolloLink.from([errors, auth, seen, http]), cache: new InMemoryCache() });
const stop = (what) => { log(what, "after", counts.answer); ticking = false; };

async function all() {
  tick("answer");
  await client.query({ query: gql`query A { a }`, fetchPolicy: "no-cache" }).then(() => stop("query"));
  await client.mutate({ mutation: gql`mutation B { b }` }).catch(() => stop("mutation failed"));
  await client.query({ query: gql`query C { c }`, fetchPolicy: "no-cache" }).catch(() => stop("query failed"));
}
all();
