import axios, { AxiosError, InternalAxiosRequestConfig } from 'axios';
import { getTokens, setTokens } from './tokens';

const axiosClient = axios.create({ baseURL: '/api' });

let isRefreshing = false;

axiosClient.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${getTokens().accessToken}`;
  return config;
});

axiosClient.interceptors.response.use(
  (response) => response,
  async (error: AxiosError) => {
    const request = error.config as InternalAxiosRequestConfig & { _retry?: boolean };

    if (error.response?.status === 401 && !request._retry) {
      request._retry = true;
      if (!isRefreshing) { // want: ineffective-single-flight
        isRefreshing = true;
        try {
          const { data } = await axios.post('/api/auth/refresh', { refreshToken: getTokens().refreshToken });
          setTokens(data);
        } finally {
          isRefreshing = false;
        }
        return axiosClient(request);
      }
    }

    return Promise.reject(error);
  },
);

export default axiosClient;
