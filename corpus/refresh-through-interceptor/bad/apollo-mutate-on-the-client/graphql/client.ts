import { ApolloClient, from, fromPromise, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';

const REFRESH = gql`
  mutation RefreshToken($refreshToken: String!) {
    refreshToken(refreshToken: $refreshToken) {
      accessToken
      refreshToken
    }
  }
`;

export const MEMBERS = gql`
  query Members {
    memberCount
  }
`;

const REFUSED = /unauthenticated|invalid[ _](token|grant)/i;

let inFlight: Promise<string> | null = null;

async function refresh(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('club-refresh');
  // want: refresh-through-interceptor
  const { data } = await client.mutate({ mutation: REFRESH, variables: { refreshToken } });
  await SecureStore.setItemAsync('club-access', data.refreshToken.accessToken);
  await SecureStore.setItemAsync('club-refresh', data.refreshToken.refreshToken);
  return data.refreshToken.accessToken;
}

const onUnauthenticated = onError(({ graphQLErrors, operation, forward }) => {
  if (!graphQLErrors?.some((e) => REFUSED.test(e.message))) return;
  inFlight ??= refresh().finally(() => {
    inFlight = null;
  });
  return fromPromise(inFlight).flatMap((token) => {
    operation.setContext({ headers: { authorization: `Bearer ${token}` } });
    return forward(operation);
  });
});

const bearer = setContext(async (_, { headers }) => {
  const token = await SecureStore.getItemAsync('club-access');
  return { headers: { authorization: `Bearer ${token}`, ...headers } };
});

export const client = new ApolloClient({
  link: from([onUnauthenticated, bearer, new HttpLink({ uri: 'https://api.example.com/graphql' })]),
  cache: new InMemoryCache(),
});
