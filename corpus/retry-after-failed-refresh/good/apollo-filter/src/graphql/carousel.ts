import { ApolloClient, createHttpLink, from, fromPromise, gql, InMemoryCache } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';

let turning: Promise<string | null> | null = null;

async function turn(): Promise<string | null> {
  const refreshToken = await SecureStore.getItemAsync('carousel_refresh');
  const res = await fetch(`${HOST}/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) return null;
  const pair = await res.json();
  await SecureStore.setItemAsync('carousel_access', pair.accessToken);
  await SecureStore.setItemAsync('carousel_refresh', pair.refreshToken);
  return pair.accessToken;
}

const auth = setContext(async (_request, { headers }) => ({
  headers: { ...headers, Authorization: `Bearer ${await SecureStore.getItemAsync('carousel_access')}` },
}));

const errors = onError(({ graphQLErrors, operation, forward }) => {
  if (!graphQLErrors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) return;
  turning ??= turn().finally(() => {
    turning = null;
  });
  return fromPromise(turning).flatMap((token) => {
    if (!token) throw new Error('signed out');
    operation.setContext({ headers: { ...operation.getContext().headers, Authorization: `Bearer ${token}` } });
    return forward(operation); // ok: retry-after-failed-refresh
  });
});

export const carousel = new ApolloClient({
  link: from([auth, errors, createHttpLink({ uri: `${HOST}/graphql` })]),
  cache: new InMemoryCache(),
});

export const HORSES = gql`
  query Horses {
    horses {
      id
    }
  }
`;
