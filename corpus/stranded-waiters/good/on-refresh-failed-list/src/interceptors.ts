import axios, { AxiosError, InternalAxiosRequestConfig } from 'axios';

type Config = InternalAxiosRequestConfig & { __retried?: boolean };

export const axiosInstance = axios.create({ baseURL: '/api' });

let refreshInProgress = false;
let successSubscribers: ((token: string) => void)[] = [];
let failureSubscribers: ((error: unknown) => void)[] = [];

const reset = () => {
  // ok: stranded-waiters
  successSubscribers = [];
  failureSubscribers = [];
  refreshInProgress = false;
};

const onRefreshed = (token: string) => {
  const subscribers = successSubscribers;
  reset();
  subscribers.forEach((cb) => cb(token));
};

const onRefreshFailed = (error: unknown) => {
  const subscribers = failureSubscribers;
  reset();
  subscribers.forEach((cb) => cb(error));
};

axiosInstance.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${window.localStorage.getItem('accessToken')}`;
  return config;
});

axiosInstance.interceptors.response.use(undefined, (error: AxiosError) => {
  const config = error.config as Config;
  if (error.response?.status !== 401 || config.__retried) return Promise.reject(error);
  config.__retried = true;

  const retry = new Promise((resolve, reject) => {
    successSubscribers.push(() => resolve(axiosInstance(config)));
    failureSubscribers.push(reject);
  });

  if (!refreshInProgress) {
    refreshInProgress = true;
    axios
      .post('/api/auth/refresh', { refreshToken: window.localStorage.getItem('refreshToken') })
      .then(({ data }) => {
        window.localStorage.setItem('accessToken', data.accessToken);
        window.localStorage.setItem('refreshToken', data.refreshToken);
        return data.accessToken as string;
      })
      .then(onRefreshed, onRefreshFailed);
  }

  return retry;
});
