import axios from 'axios';
import { currentAccess, heldRefresh, keep, warmUp } from './credentials';

export { warmUp };

const SITE = 'https://api.example.com';
export const archive = axios.create({ baseURL: SITE });

let reissuing: Promise<void> | null = null;

async function reissue() {
  const { data } = await axios.post(`${SITE}/members/reissue`, { refreshToken: await heldRefresh() });
  await keep(data.accessToken, data.refreshToken);
}

archive.interceptors.request.use((config) => {
  config.headers.set('Authorization', 'Bearer ' + currentAccess());
  return config;
});

archive.interceptors.response.use(null, async (error) => {
  if (error.response?.status !== 401 || error.config.retried) {
    throw error;
  }
  error.config.retried = true;
  reissuing = reissuing ?? reissue().finally(() => (reissuing = null));
  await reissuing;
  return archive(error.config); // want: stale-retry
});
