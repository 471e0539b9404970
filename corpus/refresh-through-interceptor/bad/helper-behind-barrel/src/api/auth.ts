import { client } from '.';

export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

export const login = (email: string, password: string) =>
  client.post<Tokens>('/auth/login', { email, password }).then((r) => r.data);

export const refreshTokens = (refreshToken: string) =>
  client.post<Tokens>('/auth/refresh', { refreshToken }).then((r) => r.data); // want: refresh-through-interceptor
