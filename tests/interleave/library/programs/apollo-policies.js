//replies [[200, {"errors": [{"message": "part"}], "data": {"a": null}}], [200, {"errors": [{"message": "part"}], "data": {"a": null}}], [200, {"errors": [{"message": "x"}], "data": null}], [200, {"data": {"w": 1}}], [200, {"data": {"w": 2}}]]
// What a caller is given under each errorPolicy.
import { ApolloClient, ApolloError, HttpLink, InMemoryCache, gql, makeVar } from "@apollo/client/core";

const http = new HttpLink({ uri: "https://api.test/graphql", fetch: (uri) => fetch(uri, { method: "POST" }) });
const client = new ApolloClient({ link: http, cache: new InMemoryCache(), defaultOptions: { mutate: { errorPolicy: "all" } } });
const query = gql`query A { a }`;

async function all() {
  const some = await client.query({ query, fetchPolicy: "no-cache", errorPolicy: "all" });
  log("all", some.data, some.errors.map((each) => each.message));
  const none = await client.query({ query, fetchPolicy: "no-cache", errorPolicy: "ignore" });
  log("ignore", none.data, none.errors);
  const made = await client.mutate({ mutation: gql`mutation B { b }` });
  log("mutation", made.data, made.errors.length);
  const watched = client.watchQuery({ query: gql`query W { w }`, fetchPolicy: "no-cache" });
  await new Promise((resolve) => watched.subscribe((result) => { log("watched", result.data); resolve(); }));
  log("refetched", (await watched.refetch()).data);
  const error = new ApolloError({ graphQLErrors: [{ message: "one" }, { message: "two" }], networkError: new Error("net") });
  log(error.message, error instanceof Error);
  const held = makeVar("A1");
  held("A2");
  log(held());
  await client.clearStore();
}
all();
