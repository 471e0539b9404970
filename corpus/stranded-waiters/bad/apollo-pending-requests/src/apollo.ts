import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, fromPromise, gql } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import { readSession, renewSession } from './session';

let isRefreshing = false;
let pendingRequests: Array<() => void> = [];

const resolvePendingRequests = () => {
  pendingRequests.map((callback) => callback());
  pendingRequests = [];
};

const errorLink = onError(({ graphQLErrors, operation, forward }) => {
  const expired = graphQLErrors?.some((err) => err.extensions?.code === 'UNAUTHENTICATED');
  if (!expired) return;

  if (isRefreshing) {
    return fromPromise(
      new Promise<void>((resolve) => {
        pendingRequests.push(() => resolve());
      }),
    ).flatMap(() => forward(operation));
  }

  isRefreshing = true;
  return fromPromise(
    renewSession()
      .then(() => resolvePendingRequests())
      .catch((error) => {
        pendingRequests = []; // want: stranded-waiters
        throw error;
      })
      .finally(() => {
        isRefreshing = false;
      }),
  ).flatMap(() => forward(operation));
});

const authLink = setContext((_, { headers }) => ({
  headers: { ...headers, authorization: `Bearer ${readSession()}` },
}));

export const SHELF = gql`
  query Shelf {
    shelfSize
  }
`;

export const client = new ApolloClient({
  link: ApolloLink.from([errorLink, authLink, new HttpLink({ uri: '/graphql' })]),
  cache: new InMemoryCache(),
});
