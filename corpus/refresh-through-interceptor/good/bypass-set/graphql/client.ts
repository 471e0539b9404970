import { ApolloClient, from, fromPromise, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { setContext } from '@apollo/client/link/context';
import { onError } from '@apollo/client/link/error';
import * as SecureStore from 'expo-secure-store';

const BYPASS = new Set(['RefreshToken', 'Login']);
const REFUSED = /unauthenticated|invalid[ _](token|grant)/i;

const REFRESH = gql`
  mutation RefreshToken($refreshToken: String!) {
    refreshToken(refreshToken: $refreshToken) {
      accessToken
      refreshToken
    }
  }
`;

export const DEBATES = gql`
  query Debates {
    debateCount
  }
`;

let inFlight: Promise<string> | null = null;

async function refresh(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('debate-refresh');
  // ok: refresh-through-interceptor
  const { data } = await client.mutate({ mutation: REFRESH, variables: { refreshToken } });
  await SecureStore.setItemAsync('debate-access', data.refreshToken.accessToken);
  await SecureStore.setItemAsync('debate-refresh', data.refreshToken.refreshToken);
  return data.refreshToken.accessToken;
}

const onUnauthenticated = onError(({ graphQLErrors, operation, forward }) => {
  if (BYPASS.has(operation.operationName)) return;
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
  const token = await SecureStore.getItemAsync('debate-access');
  return { headers: { authorization: `Bearer ${token}`, ...headers } };
});

export const client = new ApolloClient({
  link: from([onUnauthenticated, bearer, new HttpLink({ uri: 'https://api.example.com/graphql' })]),
  cache: new InMemoryCache(),
});
