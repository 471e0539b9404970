import axios from 'axios';
import { authApi } from '.';
import { tokens } from '../storage';

export const client = axios.create({ baseURL: 'https://api.example.com' });

let refreshing = false;
const queue: Array<[(token: string) => void, (error: unknown) => void]> = [];

client.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await tokens.get('access')}`;
  return config;
});

client.interceptors.response.use(undefined, async (error) => {
  const request = error.config;
  if (error.response?.status !== 401 || request._retry) throw error;
  request._retry = true;

  if (refreshing) {
    await new Promise<string>((resolve, reject) => queue.push([resolve, reject]));
    return client(request);
  }
  refreshing = true;
  try {
    const next = await authApi.refreshTokens((await tokens.get('refresh')) ?? '');
    await tokens.put('access', next.accessToken);
    await tokens.put('refresh', next.refreshToken);
    queue.splice(0).forEach(([resolve]) => resolve(next.accessToken));
  } catch (reason) {
    queue.splice(0).forEach(([, reject]) => reject(reason));
    throw reason;
  } finally {
    refreshing = false;
  }
  return client(request);
});
