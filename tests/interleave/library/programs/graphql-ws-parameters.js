//only machine
//replies [200, 401]
// Each connection of graphql-ws asks for its parameters anew; Apollo's socket links give nothing by themselves.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql, split } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { getMainDefinition } from "@apollo/client/utilities";
import { createClient } from "graphql-ws";

let count = 0;
const socket = createClient({ url: "wss://api.test/graphql", connectionParams: async () => ({ Authorization: `A${++count}` }) });
const link = split(
  ({ query }) => {
    const main = getMainDefinition(query);
    return main.kind === "OperationDefinition" && main.operation === "subscription";
  },
  new GraphQLWsLink(socket),
  new HttpLink({ uri: "https://api.test/graphql", fetch: (uri) => fetch(uri, { method: "POST" }) }),
);
const client = new ApolloClient({ link: ApolloLink.from([link]), cache: new InMemoryCache() });
client.query({ query: gql`query A { a }` }).then(() => log("empty"), (error) => log("failed", error.name));
ApolloLink.execute(link, { query: gql`subscription S { s }` }).subscribe({ next: () => log("never") });
setTimeout(() => { happen("event"); setTimeout(() => log("asked", count), 10); }, 10);
//> > POST https://api.test/graphql
//> failed ApolloError
//> > GET wss://api.test/graphql
//> asked 1
