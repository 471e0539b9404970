import axios from 'axios';

export const api = axios.create({ baseURL: '/api' });

const held = { token: '' };
let passage: Promise<string> | undefined;

export function board(token: string) {
  held.token = token;
}

function resail(): Promise<string> {
  if (passage) return passage;
  passage = axios // want: unreleased-flight
    .post('/api/auth/refresh', undefined, { withCredentials: true })
    .then(({ data }) => {
      held.token = data.accessToken;
      return held.token;
    })
    .catch((reason) => {
      passage = undefined;
      throw reason;
    });
  return passage;
}

api.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${held.token}`;
  return config;
});

api.interceptors.response.use(undefined, (error) => {
  const config = error.config;
  if (error.response?.status !== 401 || config.sailed) return Promise.reject(error);
  config.sailed = true;
  return resail().then(() => api(config));
});
