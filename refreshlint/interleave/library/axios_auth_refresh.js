// axios-auth-refresh 3 to 5: one refresh for all requests of an instance that fail meanwhile, requests that start meanwhile wait for it.
// Order of promises as version 5.0 does it (its documentation, and its behaviour under Node).

import { register } from 'host';
import { CanceledError, attach, replay } from './axios.js';

function concerns(error, options, instance, cache) {
  if (!error || (error.config && error.config.skipAuthRefresh)) return false;
  const lost = options.interceptNetworkError && !error.response && error.request.status === 0;
  const { shouldRefresh, statusCodes } = options;
  const told = error.response && (shouldRefresh ? shouldRefresh(error) : statusCodes.includes(error.response.status));
  if (!lost && !told) return false;
  if (!error.response) error.response = { config: error.config };
  return !options.pauseInstanceWhileRefreshing || !cache.paused.includes(instance);
}

function refreshOnce(error, refresh, cache) {
  if (cache.refreshing === undefined) {
    cache.refreshing = refresh(error);
    if (typeof cache.refreshing.then !== 'function') return Promise.reject();
  }
  return cache.refreshing;
}

function holdNewRequests(instance, cache, options) {
  if (cache.interceptor !== undefined) return;
  cache.interceptor = attach(instance.interceptors.request, (config) => cache.refreshing
    .catch(() => { throw new CanceledError('Request call failed'); })
    .then(() => (options.onRetry ? options.onRetry(config) : config)));
}

function release(instance, cache) {
  instance.interceptors.request.eject(cache.interceptor);
  cache.interceptor = undefined;
  cache.refreshing = undefined;
  cache.paused = cache.paused.filter((each) => each !== instance);
}

export default function createAuthRefreshInterceptor(instance, refresh, given) {
  const { skipWhileRefreshing, ...rest } = given || {};
  const options = { statusCodes: [401], pauseInstanceWhileRefreshing: !!skipWhileRefreshing, ...rest };
  const cache = { paused: [], refreshing: undefined, interceptor: undefined };
  register('request', () => instance.get('/resource'), refresh);
  return attach(instance.interceptors.response, (response) => response, (error) => {
    if (!concerns(error, options, instance, cache)) return Promise.reject(error);
    if (options.pauseInstanceWhileRefreshing) cache.paused.push(instance);
    const refreshing = refreshOnce(error, refresh, cache);
    holdNewRequests(instance, cache, options);
    return refreshing
      .catch((reason) => Promise.reject(reason))
      .then(() => {
        error.config.skipAuthRefresh = true;
        return replay(options.retryInstance || instance, error.response.config);
      })
      .finally(() => release(instance, cache));
  });
}

export { createAuthRefreshInterceptor, createAuthRefreshInterceptor as createAuthRefresh };
