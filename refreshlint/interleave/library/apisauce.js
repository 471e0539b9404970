// apisauce 3.x: axios whose promises never reject: results are { ok, problem, originalError, data, status, headers, config, duration }.
// Transforms and monitors as version 3.2 calls them (its documentation, and its behaviour under Node).

import { known, register, site } from 'host';
import axios, { CancelToken, isCancel, requestAt } from './axios.js';
import { isNone } from './globals.js';

export const DEFAULT_HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };
export const NONE = null;
export const CLIENT_ERROR = 'CLIENT_ERROR';
export const SERVER_ERROR = 'SERVER_ERROR';
export const TIMEOUT_ERROR = 'TIMEOUT_ERROR';
export const CONNECTION_ERROR = 'CONNECTION_ERROR';
export const NETWORK_ERROR = 'NETWORK_ERROR';
export const UNKNOWN_ERROR = 'UNKNOWN_ERROR';
export const CANCEL_ERROR = 'CANCEL_ERROR';

export function getProblemFromStatus(status) {
  if (status >= 200 && status < 300) return NONE;
  if (status >= 400 && status < 500) return CLIENT_ERROR;
  return status >= 500 && status < 600 ? SERVER_ERROR : UNKNOWN_ERROR;
}

export function getProblemFromError(error) {
  if (error.message === 'Network Error') return NETWORK_ERROR;
  if (isCancel(error)) return CANCEL_ERROR;
  if (!error.code || error.code === 'ERR_BAD_REQUEST' || error.code === 'ERR_BAD_RESPONSE') {
    return getProblemFromStatus(error.response ? error.response.status : null);
  }
  return error.code === 'ECONNABORTED' ? TIMEOUT_ERROR : UNKNOWN_ERROR;
}

export function create(given) {
  const own = { ...given };
  const headers = { ...DEFAULT_HEADERS, ...own.headers };
  const made = () => axios.create({ timeout: 0, ...own, headers: undefined });
  const instance = known(own.axiosInstance) && own.axiosInstance ? own.axiosInstance : made();
  const monitors = [];
  const requestTransforms = [];
  const asyncRequestTransforms = [];
  const responseTransforms = [];
  const asyncResponseTransforms = [];

  async function resultOf(answer, started) {
    const failed = answer instanceof Error;
    const response = failed ? answer.response : answer;
    const status = (response && response.status) || null;
    const result = {
      duration: Date.now() - started,
      problem: failed ? getProblemFromError(answer) : getProblemFromStatus(status),
      originalError: failed ? answer : null,
      ok: status >= 200 && status < 300,
      status,
      headers: (response && response.headers) || null,
      config: answer.config || null,
      data: response && !isNone(response.data) ? response.data : null,
    };
    for (const transform of responseTransforms) transform(result);
    for (const transform of asyncResponseTransforms) await transform(result);
    for (const monitor of monitors) {
      try {
        monitor(result);
      } catch {
        // a monitor's error is nobody's
      }
    }
    return result;
  }

  async function run(config, at) {
    config.headers = { ...headers, ...config.headers };
    for (const transform of requestTransforms) transform(config);
    for (const transform of asyncRequestTransforms) await transform(config);
    const started = Date.now();
    const finish = (answer) => resultOf(answer, started);
    return requestAt(at, instance, config).then(finish).catch(finish);
  }

  const add = (list) => (callback) => {
    if (known(callback)) register('request', () => api.get('/resource'), callback);
    return list.push(callback);
  };
  const bare = (method) => (url, params, config) => run({ ...config, url, params: isNone(params) ? {} : params, method }, site());
  const full = (method) => (url, data, config) => run({ ...config, url, method, data }, site());
  const setHeader = (name, value) => {
    headers[name] = value;
    return instance;
  };
  const api = {
    axiosInstance: instance, headers, monitors, requestTransforms, asyncRequestTransforms, responseTransforms, asyncResponseTransforms,
    addMonitor: add(monitors),
    addRequestTransform: add(requestTransforms),
    addAsyncRequestTransform: add(asyncRequestTransforms),
    addResponseTransform: add(responseTransforms),
    addAsyncResponseTransform: add(asyncResponseTransforms),
    setHeader,
    setHeaders: (more) => {
      Object.assign(headers, more);
      return instance;
    },
    deleteHeader: (name) => {
      delete headers[name];
      return instance;
    },
    setBaseURL: (url) => {
      instance.defaults.baseURL = url;
      return instance;
    },
    getBaseURL: () => instance.defaults.baseURL,
    any: (config) => run(config, site()),
    get: bare('get'), delete: bare('delete'), head: bare('head'), link: bare('link'), unlink: bare('unlink'),
    post: full('post'), put: full('put'), patch: full('patch'),
  };
  return api;
}

export { CancelToken, isCancel };
export default {
  DEFAULT_HEADERS, NONE, CLIENT_ERROR, SERVER_ERROR, TIMEOUT_ERROR, CONNECTION_ERROR, NETWORK_ERROR, UNKNOWN_ERROR, CANCEL_ERROR,
  create, isCancel, CancelToken,
};
