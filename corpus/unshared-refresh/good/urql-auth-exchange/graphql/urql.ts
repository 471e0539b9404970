import { authExchange } from '@urql/exchange-auth';
import * as SecureStore from 'expo-secure-store';
import { cacheExchange, createClient, fetchExchange } from 'urql';

const API = 'https://api.example.com';

export const urql = createClient({
  url: API + '/graphql',
  exchanges: [
    cacheExchange,
    authExchange(async (utils) => {
      let stamp = await SecureStore.getItemAsync('fair.access');
      return {
        addAuthToOperation: (operation) =>
          stamp ? utils.appendHeaders(operation, { Authorization: `Bearer ${stamp}` }) : operation,
        didAuthError: (error) => error.graphQLErrors.some((e) => e.extensions?.code === 'UNAUTHENTICATED'),
        async refreshAuth() {
          const refreshToken = await SecureStore.getItemAsync('fair.refresh');
          // ok: unshared-refresh
          const res = await fetch(API + '/auth/refresh', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ refreshToken }),
          });
          if (!res.ok) throw new Error('refreshAuth: ' + res.status);
          const pair = await res.json();
          stamp = pair.accessToken as string;
          await SecureStore.setItemAsync('fair.access', pair.accessToken);
          await SecureStore.setItemAsync('fair.refresh', pair.refreshToken);
        },
      };
    }),
    fetchExchange,
  ],
});
