import { configureStore } from '@reduxjs/toolkit';
import * as SecureStore from 'expo-secure-store';
import { renewTokens, ROOT } from './actions';
import { session } from './reducer';

export const store = configureStore({ reducer: { session } });

function send(path: string, token: string | null): Promise<Response> {
  return fetch(ROOT + path, { headers: { Authorization: `Bearer ${token}` } });
}

export async function read(path: string): Promise<unknown> {
  const token = await SecureStore.getItemAsync('nest.access');
  const first = await send(path, token);
  if (first.status !== 401) return first.json();
  const next = await store.dispatch(renewTokens());
  const second = await send(path, next);
  if (!second.ok) throw new Error(`read: ${second.status}`);
  return second.json();
}
