import { ApolloClient, HttpLink, InMemoryCache, Observable, from, gql } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';

const uri = 'https://api.example.com/graphql';
const PRUNE = gql`
  mutation RefreshToken($held: String!) {
    refreshToken(held: $held) {
      access
      refresh
    }
  }
`;
const bare = new ApolloClient({ link: new HttpLink({ uri }), cache: new InMemoryCache() });

async function prune(): Promise<string> {
  const held = await SecureStore.getItemAsync('orchard.refresh');
  const { data } = await bare.mutate({ mutation: PRUNE, variables: { held } }); // want: unshared-refresh
  await SecureStore.setItemAsync('orchard.access', data.refreshToken.access);
  await SecureStore.setItemAsync('orchard.refresh', data.refreshToken.refresh);
  return data.refreshToken.access;
}

const bearer = setContext(async (_, { headers }) => ({
  headers: { authorization: `Bearer ${await SecureStore.getItemAsync('orchard.access')}`, ...headers },
}));

const wilted = onError(({ graphQLErrors, operation, forward }) => {
  if (!graphQLErrors?.some((each) => each.extensions?.code === 'UNAUTHENTICATED')) return;
  return new Observable((observer) => {
    prune()
      .then((access) => {
        operation.setContext({ headers: { authorization: `Bearer ${access}` } });
        forward(operation).subscribe(observer);
      })
      .catch((why) => observer.error(why));
  });
});

export const orchard = new ApolloClient({ link: from([wilted, bearer, new HttpLink({ uri })]), cache: new InMemoryCache() });
