import { ApolloClient, ApolloLink, createHttpLink, fromPromise, gql, InMemoryCache } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';

let tuning: Promise<void> | null = null;

async function tune(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('orchestra.refresh');
  const res = await fetch(HOST + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('tune: ' + res.status);
  const { accessToken, refreshToken: rotated } = await res.json();
  await SecureStore.setItemAsync('orchestra.access', accessToken);
  await SecureStore.setItemAsync('orchestra.refresh', rotated);
}

const authLink = setContext(async (_operation, { headers }) => {
  const access = await SecureStore.getItemAsync('orchestra.access');
  return { headers: { ...headers, authorization: `Bearer ${access}` } };
});

const errorLink = onError(({ networkError, operation, forward }) => {
  if (!networkError || !('statusCode' in networkError) || networkError.statusCode !== 401) return;
  tuning ??= tune().finally(() => {
    tuning = null;
  });
  return fromPromise(tuning).flatMap(() => forward(operation)); // want: stale-retry
});

export const client = new ApolloClient({
  link: ApolloLink.from([authLink, errorLink, createHttpLink({ uri: HOST + '/graphql' })]),
  cache: new InMemoryCache(),
});

export const SCORES = gql`
  query Scores {
    scores {
      id
    }
  }
`;
