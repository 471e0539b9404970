import { createClient, fetchExchange, gql } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';

export const client = createClient({
  url: `${HOST}/graphql`,
  preferGetMethod: false,
  exchanges: [
    authExchange(async (utils) => {
      let token = await SecureStore.getItemAsync('hall.access');

      return {
        addAuthToOperation: (operation) =>
          // ok: stale-retry
          token ? utils.appendHeaders(operation, { Authorization: `Bearer ${token}` }) : operation,
        didAuthError: (error) => error.response?.status === 401,
        refreshAuth: async () => {
          const refreshToken = await SecureStore.getItemAsync('hall.refresh');
          const res = await fetch(`${HOST}/auth/refresh`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ refreshToken }),
          });
          if (!res.ok) throw new Error(`refresh: ${res.status}`);
          const next = await res.json();
          token = next.accessToken;
          await SecureStore.setItemAsync('hall.access', next.accessToken);
          await SecureStore.setItemAsync('hall.refresh', next.refreshToken);
        },
      };
    }),
    fetchExchange,
  ],
});

export async function concerts() {
  const result = await client
    .query(gql`{ concerts { id } }`, {}, { requestPolicy: 'network-only' })
    .toPromise();
  if (result.error) throw result.error;
  return result.data;
}
