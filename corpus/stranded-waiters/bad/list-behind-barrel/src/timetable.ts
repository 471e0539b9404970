import ky from 'ky';
import * as SecureStore from 'expo-secure-store';
import { forget, release, renew, wait } from './gate';

let closed = false;

const http = ky.create({
  prefixUrl: 'https://api.example.com',
  retry: 0,
  hooks: {
    beforeRequest: [
      async (request) => {
        request.headers.set('Authorization', `Bearer ${await SecureStore.getItemAsync('ferry.access')}`);
      },
    ],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401) return;
        let token: string;
        if (closed) {
          token = await wait();
        } else {
          closed = true;
          try {
            token = await renew();
            release(token);
          } catch (error) {
            forget();
            throw error;
          } finally {
            closed = false;
          }
        }
        const again = new Request(request);
        again.headers.set('Authorization', `Bearer ${token}`);
        return fetch(again);
      },
    ],
  },
});

export const departures = (pier: string) => http.get(`piers/${pier}/departures`).json();
