import { Client, fetchExchange, gql } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import * as SecureStore from 'expo-secure-store';

const HOST = 'https://api.example.com';

const auth = authExchange(async (utils) => {
  const token = await SecureStore.getItemAsync('choir.access');

  return {
    addAuthToOperation(operation) {
      if (!token) return operation;
      return utils.appendHeaders(operation, { Authorization: `Bearer ${token}` });
    },
    didAuthError: (error) => error.response?.status === 401,
    async refreshAuth() {
      const refreshToken = await SecureStore.getItemAsync('choir.refresh');
      const res = await fetch(HOST + '/auth/refresh', { // want: stale-retry
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      if (!res.ok) throw new Error(`refresh: ${res.status}`);
      const next = await res.json();
      await SecureStore.setItemAsync('choir.access', next.accessToken);
      await SecureStore.setItemAsync('choir.refresh', next.refreshToken);
    },
  };
});

export const client = new Client({
  url: HOST + '/graphql',
  exchanges: [auth, fetchExchange],
  preferGetMethod: false,
});

const REHEARSALS = gql`
  query Rehearsals {
    rehearsals {
      id
      startsAt
    }
  }
`;

export async function rehearsals() {
  const { data, error } = await client.query(REHEARSALS, {}, { requestPolicy: 'network-only' }).toPromise();
  if (error) throw error;
  return data;
}
