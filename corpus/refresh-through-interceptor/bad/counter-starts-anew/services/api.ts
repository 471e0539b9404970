import { refreshAccessToken } from './tokenService';
import { getAccessToken } from './storage';

const BASE_URL = 'https://api.example.com';
const MAX_RETRIES = 2;

interface Options {
  method?: string;
  body?: unknown;
}

export async function api<T = unknown>(path: string, options: Options = {}, retryCount = 0): Promise<T> {
  const response = await fetch(BASE_URL + path, {
    method: options.method ?? 'GET',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${await getAccessToken()}` },
    body: options.body ? JSON.stringify(options.body) : undefined,
  });

  if (response.status === 401 && retryCount < MAX_RETRIES) {
    await refreshAccessToken();
    return api<T>(path, options, retryCount + 1);
  }
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response.json();
}
