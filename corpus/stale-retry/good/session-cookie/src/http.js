import axios from 'axios';

const baseURL = 'https://api.example.com';

export const http = axios.create({ baseURL, withCredentials: true });

let renewing = null;

function renew() {
  renewing ??= axios.post(`${baseURL}/auth/refresh`, null, { withCredentials: true }).finally(() => {
    renewing = null;
  });
  return renewing;
}

http.interceptors.response.use(
  (response) => response,
  async (error) => {
    const { config, response } = error;
    if (response?.status !== 401 || config._retry) {
      throw error;
    }
    config._retry = true;
    await renew();
    return http(config); // ok: stale-retry
  },
);
