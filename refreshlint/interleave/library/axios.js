// axios 1.x: instances, interceptors, merged configs, errors. Order of promises and the merging of configs as version 1.21 does it
// (its documentation, and its behaviour under Node). Not modelled: progress, time-outs, XSRF, redirects, serializers of parameters.
//
// One config object goes through interceptors, adapter, response and error; a replay with it merges it into a new one, which keeps
// all properties of one's own, and the headers of before.

import { known, names, register, send, site } from 'host';
import {
  bound, isA, isEmpty, isFunction, isNone, isObject, isPlain, isText, joinPath, mergeCopies, sameName, setNamed, withoutEmpty,
} from 'machine:values';
import { Headers } from './globals.js';

const METHODS = ['get', 'delete', 'head', 'options', 'post', 'put', 'patch', 'query'];
const GROUPS = { common: 1, get: 1, delete: 1, head: 1, options: 1, post: 1, put: 1, patch: 1, query: 1 };
const WITH_BODY = ['post', 'put', 'patch'];

// -- headers

const listOf = (headers) => (isA(headers, Headers) ? headers.map : headers);

class AxiosHeaders {
  constructor(headers) {
    if (!isNone(headers)) this.set(headers);
  }

  set(name, value, rewrite) {
    if (isText(name)) return setNamed(this, { [name]: value }, rewrite);
    if (!known(name) || !Array.isArray(name)) return setNamed(this, listOf(name), value);
    for (const [key, each] of name) this.set(key, each, value);
    return this;
  }

  get(name) {
    const found = sameName(this, name);
    return found === undefined ? undefined : this[found];
  }

  has(name) {
    return this.get(name) !== undefined;
  }

  delete(name) {
    const names = Array.isArray(name) ? name : [name];
    const found = names.map((each) => sameName(this, each)).filter((each) => each !== undefined);
    for (const each of found) delete this[each];
    return found.length > 0;
  }

  clear() {
    return this.delete(Object.keys(this));
  }

  normalize() {
    return this;
  }

  concat(...others) {
    return AxiosHeaders.concat(this, ...others);
  }

  toJSON() {
    return withoutEmpty(this);
  }

  getContentType() { return this.get('Content-Type'); }
  setContentType(value, rewrite) { return this.set('Content-Type', value, rewrite); }
  hasContentType() { return this.has('Content-Type'); }
  getAccept() { return this.get('Accept'); }
  setAccept(value, rewrite) { return this.set('Accept', value, rewrite); }
  getAuthorization() { return this.get('Authorization'); }
  setAuthorization(value, rewrite) { return this.set('Authorization', value, rewrite); }
  hasAuthorization() { return this.has('Authorization'); }

  static from(headers) {
    return isA(headers, AxiosHeaders) ? headers : new AxiosHeaders(headers);
  }

  static concat(first, ...others) {
    const made = new AxiosHeaders(first);
    for (const each of others) made.set(each);
    return made;
  }
}
const entriesOf = function entries() {
  return Object.entries(this.toJSON())[Symbol.iterator]();
};
Object.defineProperty(AxiosHeaders.prototype, Symbol.iterator, { value: entriesOf, enumerable: false });

function mergeHeaders(one, two) {
  const made = mergeCopies({ ...one }, one);
  const given = { ...listOf(two) };
  for (const name of names(given)) {
    const found = sameName(made, name) || name;
    made[found] = isPlain(given[name]) ? { ...(isPlain(made[found]) ? made[found] : undefined), ...given[name] } : given[name];
    delete given[name];
  }
  return Object.assign(made, given);
}

// -- configs

// Everything but the headers.
function mergeOptions(one, two) {
  const made = { ...one };
  delete made.url;
  delete made.method;
  delete made.data;
  return mergeCopies(made, two);
}

function mergeConfig(one, two) {
  const first = isNone(one) ? {} : one;
  const second = isNone(two) ? {} : two;
  return Object.assign(mergeOptions(first, second), { headers: mergeHeaders(first.headers, second.headers) });
}

// The headers of a request: common ones of the instance, those for the method, the instance's other ones, then the request's own.
function headersFor(defaults, method, own) {
  const groups = isNone(defaults) ? {} : defaults;
  const given = isNone(own) ? {} : listOf(own);
  const made = Object.assign(new AxiosHeaders(), groups.common, known(method) ? groups[method] : undefined);
  setNamed(made, groups, undefined, GROUPS);
  if (isPlain(given.common)) setNamed(made, given.common);
  if (known(method) && isPlain(given[method])) setNamed(made, given[method]);
  return setNamed(made, given, undefined, GROUPS);
}


function fullPath(config) {
  const { baseURL, url } = config;
  if (isEmpty(baseURL)) return isNone(url) ? url : String(url);
  return isEmpty(url) ? baseURL : joinPath(baseURL, url);
}

const encode = (value) => encodeURIComponent(value).replace(/%20/g, '+').replace(/%3A/gi, ':').replace(/%2C/gi, ',');

function query(params) {
  if (!known(params) || isA(params, URLSearchParams)) return String(params);
  const parts = [];
  for (const name of names(params)) {
    const value = params[name];
    if (isNone(value)) continue;
    if (known(value) && Array.isArray(value)) parts.push(...value.map((each) => `${encode(`${name}[]`)}=${encode(each)}`));
    else if (isA(value, Date)) parts.push(`${encode(name)}=${encode(value.toISOString())}`);
    else parts.push(`${encode(name)}=${encode(isObject(value) ? JSON.stringify(value) : value)}`);
  }
  return parts.join('&');
}

function addressOf(config) {
  const url = fullPath(config);
  if (isNone(config.params)) return url;
  const more = query(config.params);
  if (isEmpty(more)) return url;
  return `${url}${known(url) && url.includes('?') ? '&' : '?'}${more}`;
}

function transformRequest(data, headers) {
  if (!known(data) || data === undefined || isA(data, FormData)) return data;
  const type = headers.getContentType();
  const kind = isText(type) && known(type) ? type : '';
  if (isA(data, URLSearchParams)) {
    headers.setContentType('application/x-www-form-urlencoded;charset=utf-8', false);
    return data.toString();
  }
  if (isObject(data) && kind.includes('application/x-www-form-urlencoded')) return query(data);
  if (isObject(data) && kind.includes('multipart/form-data')) return data;
  if (!isObject(data) && !kind.includes('application/json')) return data;
  headers.setContentType('application/json', false);
  return isText(data) ? data : JSON.stringify(data);
}

function transformResponse(data) {
  if (!isText(data) || isEmpty(data)) return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

const defaults = {
  adapter: ['xhr', 'http', 'fetch'],
  transformRequest: [transformRequest],
  transformResponse: [transformResponse],
  timeout: 0,
  xsrfCookieName: 'XSRF-TOKEN',
  xsrfHeaderName: 'X-XSRF-TOKEN',
  maxContentLength: -1,
  maxBodyLength: -1,
  validateStatus: (status) => status >= 200 && status < 300,
  headers: {
    common: { Accept: 'application/json, text/plain, */*', 'Content-Type': undefined },
    get: {}, delete: {}, head: {}, options: {}, post: {}, put: {}, patch: {}, query: {},
  },
};

// -- errors and cancelling

class AxiosError extends Error {
  constructor(message, code, config, request, response) {
    super(message);
    Object.defineProperty(this, 'message', { value: message, enumerable: true, writable: true, configurable: true });
    this.name = 'AxiosError';
    this.isAxiosError = true;
    if (code) this.code = code;
    if (config) this.config = config;
    if (request) this.request = request;
    if (response) {
      this.response = response;
      this.status = response.status;
    }
  }

  toJSON() {
    const { message, name, stack, config, code, status } = this;
    return { message, name, stack, config, code, status };
  }

  static from(error, code, config, request, response, more) {
    const made = new AxiosError(error.message, code || error.code, config, request, response);
    return Object.assign(made, { name: error.name, cause: error }, more);
  }
}
Object.assign(AxiosError, {
  ERR_BAD_OPTION_VALUE: 'ERR_BAD_OPTION_VALUE', ERR_BAD_OPTION: 'ERR_BAD_OPTION', ECONNABORTED: 'ECONNABORTED',
  ETIMEDOUT: 'ETIMEDOUT', ERR_NETWORK: 'ERR_NETWORK', ERR_BAD_RESPONSE: 'ERR_BAD_RESPONSE', ERR_BAD_REQUEST: 'ERR_BAD_REQUEST',
  ERR_CANCELED: 'ERR_CANCELED', ERR_NOT_SUPPORT: 'ERR_NOT_SUPPORT', ERR_INVALID_URL: 'ERR_INVALID_URL',
});

class CanceledError extends AxiosError {
  constructor(message, config, request) {
    super(isNone(message) ? 'canceled' : message, AxiosError.ERR_CANCELED, config, request);
    this.name = 'CanceledError';
    this.__CANCEL__ = true;
  }
}

const isAxiosError = (value) => (known(value) ? isObject(value) && value.isAxiosError === true : value.isAxiosError);
const isCancel = (value) => (known(value) ? isObject(value) && value.__CANCEL__ === true : value.__CANCEL__);

class CancelToken {
  constructor(executor) {
    let settle;
    this.promise = new Promise((resolve) => { settle = resolve; });
    executor((message) => {
      if (this.reason) return;
      this.reason = new CanceledError(message);
      settle(this.reason);
    });
  }

  throwIfRequested() {
    if (this.reason) throw this.reason;
  }

  static source() {
    let cancel;
    const token = new CancelToken((each) => { cancel = each; });
    return { token, cancel };
  }
}

function throwIfCanceled(config) {
  if (isObject(config.cancelToken)) config.cancelToken.throwIfRequested();
  if (isObject(config.signal) && config.signal.aborted === true) throw new CanceledError(null, config);
}

// -- sending

function settle(resolve, reject, response) {
  const { validateStatus } = response.config;
  if (isNone(validateStatus) || !response.status || validateStatus(response.status)) return resolve(response);
  const code = response.status >= 400 && response.status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
  const message = `Request failed with status code ${response.status}`;
  return reject(new AxiosError(message, code, response.config, response.request, response));
}

function headersToSend(config) {
  const headers = config.headers.toJSON();
  const { auth } = config;
  if (isObject(auth)) headers.Authorization = `Basic ${btoa(`${auth.username}:${auth.password}`)}`;
  return headers;
}

const network = (at) => (config) => new Promise((resolve, reject) => {
  const url = addressOf(config);
  const request = { readyState: 1, status: 0, responseURL: url };
  if (!isNone(config.cancelToken, config.signal)) {
    if (isObject(config.cancelToken)) config.cancelToken.promise.then(reject);
    if (isObject(config.signal)) config.signal.addEventListener('abort', () => reject(new CanceledError(null, config, request)));
  }
  const method = known(config.method) ? config.method.toUpperCase() : config.method;
  send({ method, url, headers: headersToSend(config), body: config.data, site: at }).then((answer) => {
    request.readyState = 4;
    if (answer.lost) return reject(new AxiosError('Network Error', AxiosError.ERR_NETWORK, config, request));
    const { status, text } = answer;
    Object.assign(request, { status, responseText: text, response: text });
    const response = { data: text, status, statusText: '', headers: new AxiosHeaders(answer.headers), config, request };
    bodies.set(response, answer.body);
    return settle(resolve, reject, response);
  });
});

// What JSON.parse makes of a response that has just come in.
const bodies = new WeakMap();

// The usual transform alone makes nothing of no data.
const isOnly = (transforms, each) => isA(transforms, Array) && transforms.length === 1 && transforms[0] === each;

function runTransforms(config, transforms, data, headers, response) {
  if (isNone(transforms)) return data;
  let result = data;
  for (const transform of Array.isArray(transforms) ? transforms : [transforms]) {
    if (transform === transformResponse) {
      if (isText(config.responseType) && config.responseType !== 'json') continue;
      const body = response && result === data ? bodies.get(response) : undefined;
      if (!isNone(body)) {
        result = body;
        continue;
      }
    }
    result = transform.call(config, result, headers, response && response.status);
  }
  return result;
}

function adapterOf(choice, at) {
  const given = known(choice) && Array.isArray(choice) ? choice.find(isFunction) : choice;
  return isFunction(given) ? given : network(at);
}

const dispatch = (at) => (config) => {
  if (!isNone(config.cancelToken, config.signal)) throwIfCanceled(config);
  config.headers = AxiosHeaders.from(config.headers);
  const empty = isNone(config.data) && config.data === undefined && isOnly(config.transformRequest, transformRequest);
  config.data = empty ? undefined : runTransforms(config, config.transformRequest, config.data, config.headers);
  if (known(config.method) && WITH_BODY.includes(config.method)) {
    config.headers.setContentType('application/x-www-form-urlencoded', false);
  }
  const receive = (response) => {
    response.data = runTransforms(config, config.transformResponse, response.data, response.headers, response);
    response.headers = AxiosHeaders.from(response.headers);
  };
  return adapterOf(config.adapter, at)(config).then(
    (response) => {
      if (!isNone(config.cancelToken, config.signal)) throwIfCanceled(config);
      receive(response);
      return response;
    },
    (reason) => {
      if (!isCancel(reason)) {
        throwIfCanceled(config);
        if (isObject(reason) && isObject(reason.response)) receive(reason.response);
      }
      return Promise.reject(reason);
    },
  );
};

// -- instances

// For other packages, too: what they register is none of the program's.
function attach(interceptors, fulfilled, rejected, options) {
  const { synchronous = false, runWhen = null } = options || {};
  interceptors.handlers.push({ fulfilled, rejected, synchronous, runWhen });
  return interceptors.handlers.length - 1;
}

class Interceptors {
  handlers = [];

  constructor(start) {
    Object.defineProperty(this, 'start', { value: start, enumerable: false });
  }

  use(fulfilled, rejected, options) {
    register('request', this.start, ...[fulfilled, rejected].filter(isFunction));
    return attach(this, fulfilled, rejected, options);
  }

  eject(number) {
    if (this.handlers[number]) this.handlers[number] = null;
  }

  clear() {
    this.handlers = [];
  }

  forEach(callback) {
    for (const each of this.handlers) if (each !== null) callback(each);
  }
}

function runSynchronously(before, config, send) {
  let current = config;
  for (const { fulfilled, rejected } of before) {
    try {
      if (fulfilled) current = fulfilled(current);
    } catch (error) {
      if (!rejected) return Promise.reject(error);
      try {
        const outcome = rejected(error);
        if (isObject(outcome) && typeof outcome.then === 'function') return Promise.resolve(outcome).then(() => send(current));
      } catch (again) {
        return Promise.reject(again);
      }
      break;
    }
  }
  try {
    return send(current);
  } catch (error) {
    return Promise.reject(error);
  }
}

class Axios {
  constructor(config) {
    const start = () => this.get('/resource');
    this.defaults = config || {};
    this.interceptors = { request: new Interceptors(start), response: new Interceptors(start) };
  }

  request(configOrUrl, config) {
    return this.requestAt(site(), configOrUrl, config);
  }

  async requestAt(at, configOrUrl, config) {
    try {
      return await this.#run(configOrUrl, config, at);
    } catch (error) {
      throw error;
    }
  }

  #run(configOrUrl, given, at) {
    const isUrl = !isObject(configOrUrl) && (isText(configOrUrl) || (!known(configOrUrl) && given !== undefined));
    const own = isUrl ? { ...given, url: configOrUrl } : { ...configOrUrl };
    const { defaults } = this;
    const config = mergeOptions(defaults, own);
    places.set(config, at);
    const method = isNone(config.method) ? defaults.method || 'get' : config.method;
    config.method = known(method) ? method.toLowerCase() : method;
    config.headers = headersFor(defaults.headers, config.method, own.headers);

    const { request, response } = this.interceptors;
    const before = [];
    let synchronous = true;
    for (const each of request.handlers) {
      if (each === null || (isFunction(each.runWhen) && each.runWhen(config) === false)) continue;
      synchronous = synchronous && each.synchronous;
      before.unshift(each);
    }
    const after = response.handlers.slice();

    let promise;
    if (synchronous) {
      promise = runSynchronously(before, config, dispatch(at));
    } else {
      promise = Promise.resolve(config);
      for (const each of before) promise = promise.then(each.fulfilled, each.rejected);
      promise = promise.then(dispatch(at), undefined);
    }
    for (const each of after) if (each !== null) promise = promise.then(each.fulfilled, each.rejected);
    return promise;
  }

  getUri(config) {
    return addressOf(mergeConfig(this.defaults, config));
  }

  async get(url, config) { return this.request({ ...config, method: 'get', url }); }
  async delete(url, config) { return this.request({ ...config, method: 'delete', url }); }
  async head(url, config) { return this.request({ ...config, method: 'head', url }); }
  async options(url, config) { return this.request({ ...config, method: 'options', url }); }
  async post(url, data, config) { return this.request({ ...config, method: 'post', url, data }); }
  async put(url, data, config) { return this.request({ ...config, method: 'put', url, data }); }
  async patch(url, data, config) { return this.request({ ...config, method: 'patch', url, data }); }
  async query(url, data, config) { return this.request({ ...config, method: 'query', url, data }); }
  async postForm(url, data, config) { return this.request(mergeConfig(config, { method: 'post', url, data, headers: FORM })); }
  async putForm(url, data, config) { return this.request(mergeConfig(config, { method: 'put', url, data, headers: FORM })); }
  async patchForm(url, data, config) { return this.request(mergeConfig(config, { method: 'patch', url, data, headers: FORM })); }
}

const FORM = { 'Content-Type': 'multipart/form-data' };

const contexts = new WeakMap();
const places = new WeakMap(); // config -> where the program asked for the request

// A request that the program asked for at another place than where it runs now.
function requestAt(at, instance, config) {
  return contexts.has(instance) ? contexts.get(instance).requestAt(at, config) : instance(config);
}

// A package sends the request again with which the config went: the program has asked for it where it asked for the first one.
const replay = (instance, config) => requestAt(places.get(config), instance, config);

const BOUND = [...METHODS, 'request', 'getUri', 'postForm', 'putForm', 'patchForm'];

function createInstance(config) {
  const context = new Axios(config);
  const instance = context.request.bind(context);
  contexts.set(instance, context);
  Object.assign(instance, bound(context, BOUND));
  instance.defaults = context.defaults;
  instance.interceptors = context.interceptors;
  instance.create = (more) => createInstance(mergeConfig(config, more));
  return instance;
}

const all = (promises) => Promise.all(promises);
const spread = (callback) => (values) => callback(...values);
const getAdapter = (choice) => adapterOf(choice, undefined);
const toFormData = (data, form) => form || data;
const formToJSON = (form) => form;
const VERSION = '1.21.1';
const HttpStatusCode = {
  Ok: 200, Created: 201, NoContent: 204, BadRequest: 400, Unauthorized: 401, Forbidden: 403, NotFound: 404, RequestTimeout: 408,
  Conflict: 409, TooManyRequests: 429, InternalServerError: 500, BadGateway: 502, ServiceUnavailable: 503, GatewayTimeout: 504,
};

const axios = createInstance(defaults);
Object.assign(axios, {
  Axios, AxiosError, AxiosHeaders, CanceledError, Cancel: CanceledError, CancelToken, HttpStatusCode, VERSION,
  all, formToJSON, getAdapter, isAxiosError, isCancel, mergeConfig, spread, toFormData, default: axios,
});

// The last three are for other models.
module.exports = Object.assign(axios, { attach, replay, requestAt });
