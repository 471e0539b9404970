import axios from 'axios';
import { forget, keep, readAccess, readRefresh } from './vault';

const API = 'https://api.example.com';
export const http = axios.create({ baseURL: API });
let flight: Promise<string> | null = null;

async function exchange(): Promise<string> {
  try {
    const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken: await readRefresh() });
    await keep(data);
    return data.accessToken;
  } catch (failure) {
    const status = axios.isAxiosError(failure) ? failure.response?.status : undefined;
    if (status === 400 || status === 401) {
      await forget(); // ok: logout-on-network-error
    }
    throw failure;
  }
}

http.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await readAccess()}`;
  return config;
});

http.interceptors.response.use(undefined, async (error) => {
  const original = error.config;
  if (error.response?.status !== 401 || original.retried) throw error;
  original.retried = true;
  flight ??= exchange().finally(() => {
    flight = null;
  });
  await flight;
  return http(original);
});
