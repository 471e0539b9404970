//only machine
//replies [[200, {"data": {"a": 1}}], [200, {"errors": [{"message": "no"}], "data": null}], 401, "lost", [200, {"data": {"b": 2}}]]
// Middleware around requests, and what callers are given.
import request, { ClientError, GraphQLClient, gql } from "graphql-request";

const client = new GraphQLClient("https://api.test/graphql", {
  headers: () => ({ Authorization: "A1" }),
  fetch: (url, { method, headers }) => fetch(url, { method, headers: { authorization: headers.Authorization || headers.authorization } }),
  requestMiddleware: async (request) => ({ ...request, headers: { ...request.headers, Authorization: "A2" } }),
  responseMiddleware: (answer) => log("middleware", answer instanceof Error, answer.response && answer.response.status),
});
const told = (error) => log(error instanceof ClientError, error.message.split(": {")[0], error.response && error.response.errors);
async function all() {
  log(await client.request(gql`query A { a }`));
  await client.request("query B { b }", { id: 1 }).catch(told);
  await client.request({ document: "query C { c }" }).catch(told);
  await client.request("query D { d }").catch(told);
  log((await request("https://api.test/graphql", "query E { e }", { id: 2 })).b);
}
all();
//> > POST https://api.test/graphql (A2)
//> middleware false undefined
//> {a: 1}
//> > POST https://api.test/graphql (A2)
//> middleware true 200
//> true no [{message: "no"}]
//> > POST https://api.test/graphql (A2)
//> middleware true 401
//> true GraphQL Error (Code: 401) undefined
//> > POST https://api.test/graphql (A2)
//> false Network request failed undefined
//> > POST https://api.test/graphql {"query":"query E { e }","variables":{"id":2},"operationName":"E"}
//> 2
