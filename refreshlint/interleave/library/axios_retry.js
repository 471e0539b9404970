// axios-retry 4.x: sends again after network errors and, for idempotent methods, 5xx; 401 is left alone unless retryCondition says
// otherwise. Order of promises as version 4.5 does it (its documentation, and its behaviour under Node).

import { known } from 'host';
import { attach, replay } from './axios.js';

const NAMESPACE = 'axios-retry';

const isNetworkError = (error) => !error.response && !!error.code && !['ERR_CANCELED', 'ECONNABORTED'].includes(error.code);

function isRetryableError(error) {
  if (error.code === 'ECONNABORTED') return false;
  return !error.response || error.response.status === 429 || (error.response.status >= 500 && error.response.status <= 599);
}

const forMethods = (methods) => (error) => !!error.config && isRetryableError(error) && methods.includes(error.config.method);
const isSafeRequestError = forMethods(['get', 'head', 'options']);
const isIdempotentRequestError = forMethods(['get', 'head', 'options', 'put', 'delete']);
const isNetworkOrIdempotentRequestError = (error) => isNetworkError(error) || isIdempotentRequestError(error);
const retryAfter = () => 0;
const exponentialDelay = (count = 0, error = undefined, factor = 100) => 2 ** count * factor;
const linearDelay = (factor = 100) => (count = 0) => count * factor;

const DEFAULT_OPTIONS = {
  retries: 3, retryCondition: isNetworkOrIdempotentRequestError, retryDelay: () => 0, shouldResetTimeout: false, onRetry: () => {},
  onMaxRetryTimesExceeded: () => {}, validateResponse: null,
};

function stateOf(config, options) {
  const state = { ...DEFAULT_OPTIONS, ...options, ...config[NAMESPACE] };
  state.retryCount = state.retryCount || 0;
  config[NAMESPACE] = state;
  return state;
}

async function isWanted(state, error) {
  const answer = state.retryCount < state.retries && state.retryCondition(error);
  if (!known(answer) || typeof answer !== 'object') return answer;
  try {
    return (await answer) !== false;
  } catch {
    return false;
  }
}

async function again(instance, state, error, config) {
  state.retryCount += 1;
  const delay = state.retryDelay(state.retryCount, error);
  config.transformRequest = [(data) => data];
  await state.onRetry(state.retryCount, error, config);
  return new Promise((resolve) => { setTimeout(() => resolve(replay(instance, config)), delay); });
}

function axiosRetry(instance, options) {
  const requestInterceptorId = attach(instance.interceptors.request, (config) => {
    const state = stateOf(config, options);
    if (state.validateResponse) config.validateStatus = () => false;
    return config;
  });
  const responseInterceptorId = attach(instance.interceptors.response, null, async (error) => {
    const { config } = error;
    if (!config) return Promise.reject(error);
    const state = stateOf(config, options);
    if (error.response && state.validateResponse && state.validateResponse(error.response)) return error.response;
    if (await isWanted(state, error)) return again(instance, state, error, config);
    if (state.retryCount >= state.retries) await state.onMaxRetryTimesExceeded(error, state.retryCount);
    return Promise.reject(error);
  });
  return { requestInterceptorId, responseInterceptorId };
}
module.exports = Object.assign(axiosRetry, {
  DEFAULT_OPTIONS, exponentialDelay, isIdempotentRequestError, isNetworkError, isNetworkOrIdempotentRequestError, isRetryableError,
  isSafeRequestError, linearDelay, namespace: NAMESPACE, retryAfter, default: axiosRetry,
});
