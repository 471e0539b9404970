import { ApolloClient, ApolloLink, createHttpLink, InMemoryCache, Observable } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
let rhyming: Promise<string> | null = null;

async function rhyme(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('slam.refresh');
  const res = await fetch(API + '/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (!res.ok) throw new Error('rhyme: ' + res.status);
  const pair = await res.json();
  await SecureStore.setItemAsync('slam.access', pair.accessToken);
  await SecureStore.setItemAsync('slam.refresh', pair.refreshToken);
  return pair.accessToken;
}

const verse = onError(({ graphQLErrors, operation, forward }) => {
  if (!graphQLErrors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) return;
  return new Observable((observer) => {
    rhyming ??= rhyme().finally(() => {
      rhyming = null;
    });
    rhyming
      .then((token) => {
        operation.setContext(({ headers }: { headers?: Record<string, string> }) => ({
          headers: { ...headers, authorization: `Bearer ${token}` },
        }));
        // ok: unbounded-retry
        forward(operation).subscribe(observer);
      })
      .catch((why) => observer.error(why));
  });
});

const author = setContext(async (_, { headers }) => {
  const token = await SecureStore.getItemAsync('slam.access');
  return { headers: { authorization: `Bearer ${token}`, ...headers } };
});

export const apollo = new ApolloClient({
  link: ApolloLink.from([verse, author, createHttpLink({ uri: `${API}/graphql` })]),
  cache: new InMemoryCache(),
});
