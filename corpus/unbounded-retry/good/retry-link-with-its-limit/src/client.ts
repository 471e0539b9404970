import { ApolloClient, HttpLink, InMemoryCache, from, fromPromise, gql } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import { RetryLink } from '@apollo/client/link/retry';
import * as SecureStore from 'expo-secure-store';

const ROOT = 'https://api.example.com';

export const BERTHS = gql`
  query Berths {
    freeBerths
  }
`;

let coupling: Promise<string> | null = null;

async function couple(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('train.refresh');
  const res = await fetch(`${ROOT}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('couple: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('train.access', pair.accessToken);
  await SecureStore.setItemAsync('train.refresh', pair.refreshToken);
  return pair.accessToken;
}

const retry = new RetryLink({
  delay: { initial: 200, jitter: false },
  attempts: { max: 5, retryIf: (error) => error?.message === 'Network request failed' },
});

const refused = onError(({ graphQLErrors, operation, forward }) => {
  if (!graphQLErrors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) return;
  coupling ??= couple().finally(() => {
    coupling = null;
  });
  return fromPromise(coupling).flatMap((token) => {
    operation.setContext({ headers: { authorization: `Bearer ${token}` } });
    // ok: unbounded-retry
    return forward(operation);
  });
});

const bearer = setContext(async (_, { headers }) => {
  const token = await SecureStore.getItemAsync('train.access');
  return { headers: { authorization: `Bearer ${token}`, ...headers } };
});

export const client = new ApolloClient({
  link: from([refused, retry, bearer, new HttpLink({ uri: `${ROOT}/graphql` })]),
  cache: new InMemoryCache(),
});
