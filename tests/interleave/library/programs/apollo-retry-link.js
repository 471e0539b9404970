//replies ["lost", "lost", [200, {"data": {"a": 1}}], 401, 401]
// RetryLink tries failures of the network again; its condition may refresh in between.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client/core";
import { RetryLink } from "@apollo/client/link/retry";

const http = new HttpLink({ uri: "https://api.test/graphql", fetch: (uri) => fetch(uri, { method: "POST" }) });
const run = (retry) => new ApolloClient({ link: ApolloLink.from([retry, http]), cache: new InMemoryCache() })
  .query({ query: gql`query A { a }`, fetchPolicy: "no-cache" })
  .then((result) => log("done", result.data), (error) => log("failed", error.message));

async function all() {
  await run(new RetryLink({ delay: { initial: 100, jitter: false }, attempts: { max: 4 } }));
  await run(new RetryLink({
    delay: () => 10,
    attempts: async (count, operation, error) => {
      log("attempt", count, operation.operationName, error.statusCode);
      return count < 2;
    },
  }));
}
all();
