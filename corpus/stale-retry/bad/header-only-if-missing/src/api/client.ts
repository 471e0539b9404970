import axios, { isAxiosError } from 'axios';
import { clearTokens, getAccess, getRefresh, saveTokens } from './tokens';

const API_URL = 'https://api.example.com';

const client = axios.create({ baseURL: API_URL });

client.interceptors.request.use(async (config) => {
  if (!config.headers.has('Authorization')) {
    const access = await getAccess();
    if (access) config.headers.set('Authorization', `Bearer ${access}`);
  }
  return config;
});

let pendingRefresh: Promise<void> | null = null;

const performRefresh = async (): Promise<void> => {
  try {
    const res = await axios.post(`${API_URL}/auth/refresh`, { refreshToken: await getRefresh() });
    await saveTokens(res.data.accessToken, res.data.refreshToken);
  } catch (e) {
    if (isAxiosError(e) && (e.response?.status === 400 || e.response?.status === 401)) await clearTokens();
    throw e;
  } finally {
    pendingRefresh = null;
  }
};

client.interceptors.response.use(
  (res) => res,
  async (error) => {
    const config = error.config;
    if (error.response?.status !== 401 || config.__isRetry) throw error;
    config.__isRetry = true;
    if (pendingRefresh === null) pendingRefresh = performRefresh();
    await pendingRefresh;
    return client.request(config); // want: stale-retry
  },
);

export default client;
