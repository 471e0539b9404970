import { ApolloClient, createHttpLink, from, fromPromise, gql, InMemoryCache } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';
import { rewind } from './rewind';

const http = createHttpLink({ uri: 'https://api.example.com/graphql' });

const auth = setContext(async (_request, { headers }) => ({
  headers: { ...headers, Authorization: `Bearer ${await SecureStore.getItemAsync('fair_access')}` },
}));

const errors = onError(({ graphQLErrors, operation, forward }) => {
  for (const { extensions } of graphQLErrors ?? []) {
    if (extensions?.code === 'UNAUTHENTICATED') {
      return fromPromise(rewind()).flatMap((token) => {
        operation.setContext({ headers: { ...operation.getContext().headers, Authorization: `Bearer ${token}` } });
        return forward(operation); // want: retry-after-failed-refresh
      });
    }
  }
});

export const client = new ApolloClient({ link: from([auth, errors, http]), cache: new InMemoryCache() });

export const RIDES = gql`
  query Rides {
    rides {
      id
    }
  }
`;
