import { ApolloClient, createHttpLink, from, gql, InMemoryCache, Observable } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';
import { encore } from './encore';

const withToken = setContext(async (_, previous) => ({
  headers: {
    ...previous.headers,
    authorization: `Bearer ${await SecureStore.getItemAsync('opera.access')}`,
  },
}));

const onExpired = onError(({ graphQLErrors, operation, forward }) => {
  const expired = graphQLErrors?.some((e) => e.extensions?.code === 'UNAUTHENTICATED');
  if (!expired) return undefined;

  return new Observable((observer) => {
    encore()
      .then(() => forward(operation).subscribe(observer)) // ok: stale-retry
      .catch((reason) => observer.error(reason));
  });
});

export const opera = new ApolloClient({
  cache: new InMemoryCache(),
  link: from([onExpired, withToken, createHttpLink({ uri: 'https://api.example.com/graphql' })]),
});

export const ARIAS = gql`
  query Arias {
    arias {
      id
    }
  }
`;
