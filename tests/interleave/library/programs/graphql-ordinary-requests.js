//only machine
//replies [[200, {"errors": [{"message": "old"}], "data": null}], 401, "lost", [200, {"data": {"ok": 1}}]]
// What the explorer starts goes through the program's links and exchanges; without a fetch of the program's own, models send themselves.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { onError } from "@apollo/client/link/error";
import { createClient, fetchExchange, mapExchange } from "urql";
import { GraphQLClient } from "graphql-request";

new ApolloClient({
  uri: "https://api.test/plain",
  cache: new InMemoryCache(),
});
const errors = onError(({ graphQLErrors, networkError }) => { log("onError", graphQLErrors && graphQLErrors.length, networkError && networkError.message); });
new ApolloClient({ link: errors.concat(new HttpLink({ uri: "https://api.test/apollo", headers: { Authorization: "A1" } })), cache: new InMemoryCache() });
createClient({
  url: "https://api.test/urql",
  fetchOptions: () => ({ headers: { authorization: "A1" } }),
  exchanges: [mapExchange({ onError: (error) => log("urql", error.message, error.response.status) }), fetchExchange],
});
new GraphQLClient("https://api.test/request", { headers: { authorization: "A1" } });
const show = (each) => each.then((value) => log("given", Object.keys(value).join()), (error) => log("failed", error.name, error.message));
happen("request").slice(1).reverse().forEach(show);
//> > POST https://api.test/plain {"operationName":"Resource","variables":{},"query":"query Resource { resource { id } }"}
//> > POST https://api.test/apollo (A1) {"operationName":"Resource","variables":{},"query":"query Resource { resource { id } }"}
//> > POST https://api.test/request (A1) {"query":"query Resource { resource { id } }","operationName":"Resource"}
//> > GET https://api.test/urql (A1) {"operationName":"Resource","query":"query Resource { resource { id } }","variables":{}}
//> onError undefined Response not successful: Received status code 401
//> failed ApolloError Response not successful: Received status code 401
//> failed TypeError Network request failed
//> given operation,data,error,extensions,hasNext,stale
