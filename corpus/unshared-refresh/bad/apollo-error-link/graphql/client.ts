import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, fromPromise } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';

const ENDPOINT = 'https://api.example.com/graphql';

const MUTATION = 'mutation Renew($t: String!) { renewToken(refreshToken: $t) { accessToken refreshToken } }';

async function turnPage(): Promise<string> {
  const t = await SecureStore.getItemAsync('book.refresh');
  const res = await fetch(ENDPOINT, { // want: unshared-refresh
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: MUTATION, variables: { t } }),
  });
  const { data } = await res.json();
  if (!data?.renewToken) throw new Error('not renewed');
  await SecureStore.setItemAsync('book.access', data.renewToken.accessToken);
  await SecureStore.setItemAsync('book.refresh', data.renewToken.refreshToken);
  return data.renewToken.accessToken;
}

const bearer = setContext(async (_, { headers }) => ({
  headers: { authorization: `Bearer ${await SecureStore.getItemAsync('book.access')}`, ...headers },
}));

const refused = onError(({ graphQLErrors, operation, forward }) => {
  if (!graphQLErrors?.some((e) => e.extensions?.code === 'UNAUTHENTICATED')) return;
  return fromPromise(turnPage()).flatMap((accessToken) => {
    const { headers } = operation.getContext();
    operation.setContext({ headers: { ...headers, authorization: `Bearer ${accessToken}` } });
    return forward(operation);
  });
});

export const client = new ApolloClient({
  link: ApolloLink.from([refused, bearer, new HttpLink({ uri: ENDPOINT })]),
  cache: new InMemoryCache(),
});
