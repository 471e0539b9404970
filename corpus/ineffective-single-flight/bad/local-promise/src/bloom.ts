import axios from 'axios';

const held = { access: '' };
export const bloom = axios.create({ baseURL: '/api' });

export const plantToken = (access: string) => {
  held.access = access;
};

async function water(): Promise<void> {
  const { data } = await axios.post('/api/auth/refresh', {}, { withCredentials: true });
  plantToken(data.accessToken);
}

bloom.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${held.access}`;
  return config;
});

bloom.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  let refreshPromise: Promise<void> | null = null;
  if (!refreshPromise) { // want: ineffective-single-flight
    refreshPromise = water().finally(() => {
      refreshPromise = null;
    });
  }
  await refreshPromise;
  return bloom(error.config);
});
