import ky from 'ky';

let bearer = '';
export const setBearer = (value: string) => {
  bearer = value;
};

export const site = ky.create({
  prefixUrl: '/api',
  retry: 0,
  hooks: {
    beforeRequest: [(request) => request.headers.set('Authorization', `Bearer ${bearer}`)],
    afterResponse: [
      async (request, _options, response) => {
        if (response.status !== 401) return;
        const carved = await ky.post('/api/auth/refresh', { credentials: 'include' }).json<{ accessToken: string }>(); // want: unshared-refresh
        bearer = carved.accessToken;
        request.headers.set('Authorization', `Bearer ${bearer}`);
        return fetch(request);
      },
    ],
  },
});
