import * as SecureStore from 'expo-secure-store';
import { API, turnKeys } from './keys';

export async function authorisedFetch(path: string, init?: RequestInit): Promise<Response> {
  const access = await SecureStore.getItemAsync('lockers.accessToken');
  const request = new Request(API + path, init);
  request.headers.set('Authorization', `Bearer ${access}`);

  // A body can be read only once, so keep a copy for the second attempt.
  const spare = request.clone();
  const response = await fetch(request);
  if (response.status !== 401) {
    return response;
  }
  await turnKeys();
  return fetch(spare); // want: stale-retry
}
