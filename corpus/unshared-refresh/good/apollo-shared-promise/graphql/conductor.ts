import { ApolloClient, from, fromPromise, HttpLink, InMemoryCache } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let tuning: Promise<string> | null = null;

async function retune(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('orch.refresh');
  // ok: unshared-refresh
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('retune: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('orch.access', pair.accessToken);
  await SecureStore.setItemAsync('orch.refresh', pair.refreshToken);
  return pair.accessToken;
}

const onRefused = onError(({ graphQLErrors, operation, forward }) => {
  const refused = graphQLErrors?.find((e) => e.extensions?.code === 'UNAUTHENTICATED');
  if (!refused) return undefined;
  if (!tuning) {
    tuning = retune().finally(() => {
      tuning = null;
    });
  }
  return fromPromise(tuning).flatMap((token) => {
    operation.setContext(({ headers = {} }) => ({ headers: { ...headers, authorization: `Bearer ${token}` } }));
    return forward(operation);
  });
});

const withToken = setContext(async (_op, previous) => {
  const token = await SecureStore.getItemAsync('orch.access');
  return { headers: { authorization: `Bearer ${token}`, ...previous.headers } };
});

export const conductor = new ApolloClient({
  link: from([onRefused, withToken, new HttpLink({ uri: API + '/graphql' })]),
  cache: new InMemoryCache(),
});
