// ky 1.x: instances with hooks over fetch. Order of promises, defaults of retry and merging of options as version 1.14 does it (its
// documentation, and its behaviour under Node). Not modelled: time-outs, progress, the server's wishes for the time of a retry.
//
// A status that is no success and may be retried (401 may not) starts the whole request again, hooks included. What a hook of
// afterResponse returns replaces the response; `ky(request)` in it is a request of its own, with hooks and all.

import { known, names, register, site } from 'host';
import { Headers, Request, Response, fetchAt, isA, isFunction, isNone, isObject, isText, parsed } from './globals.js';

const METHODS = ['get', 'post', 'put', 'patch', 'head', 'delete'];
const HOOKS = ['beforeRequest', 'beforeRetry', 'afterResponse', 'beforeError'];
const RETRY = {
  limit: 2,
  methods: ['get', 'put', 'head', 'delete', 'options', 'trace'],
  statusCodes: [408, 413, 429, 500, 502, 503, 504],
  delay: (count) => 300 * 2 ** (count - 1),
  backoffLimit: Infinity,
};
const ACCEPT = { json: 'application/json', text: 'text/*', formData: 'multipart/form-data', arrayBuffer: '*/*', blob: '*/*', bytes: '*/*' };

const stop = Symbol('stop');
const isResponse = (value) => isA(value, Response);
const isRequest = (value) => isA(value, Request);

class HTTPError extends Error {
  constructor(response, request, options) {
    const status = `${response.status} ${response.statusText}`.trim();
    super(`Request failed with status code ${status}: ${request.method} ${request.url}`);
    this.name = 'HTTPError';
    Object.assign(this, { response, request, options });
  }
}

class TimeoutError extends Error {
  name = 'TimeoutError';
}

class ForceRetryError extends Error {
  constructor(options) {
    super(options.code ? `Forced retry: ${options.code}` : 'Forced retry');
    this.name = 'ForceRetryError';
    Object.assign(this, { customDelay: options.delay, code: options.code, customRequest: options.request });
  }
}

class RetryMarker {
  constructor(options) {
    this.options = options || {};
  }
}

const named = (error, name) => known(error) && typeof error === 'object' && error !== null && error.name === name;
const isHTTPError = (error) => named(error, 'HTTPError');
const isTimeoutError = (error) => named(error, 'TimeoutError');
const isForceRetryError = (error) => named(error, 'ForceRetryError');
const isKyError = (error) => isHTTPError(error) || isTimeoutError(error) || isForceRetryError(error);

// -- options

function mergeHeaders(one, two) {
  const made = new Headers(one);
  const given = { ...(isA(two, Headers) ? two.map : two) };
  for (const name of names(given)) {
    if (known(given[name]) && (given[name] === undefined || given[name] === 'undefined')) made.delete(name);
    else made.set(name, given[name]);
    delete given[name];
  }
  Object.assign(made.map, given);
  return made;
}

function mergeHooks(one, two) {
  const made = {};
  for (const name of HOOKS) {
    const reset = name in two && known(two[name]) && two[name] === undefined;
    made[name] = reset ? [] : [...(one[name] || []), ...(two[name] || [])];
  }
  return made;
}

function mergeSearch(one, two) {
  if (isNone(one) || !known(two)) return two;
  const made = new URLSearchParams(one);
  new URLSearchParams(two).forEach((value, name) => made.append(name, value));
  return made;
}

function mergeOptions(one, two) {
  const made = { ...one };
  const given = { ...two };
  if (!isNone(given.headers)) given.headers = mergeHeaders(made.headers, given.headers);
  if (known(given.hooks) && !isNone(given.hooks)) given.hooks = mergeHooks(made.hooks || {}, given.hooks);
  if (!isNone(given.searchParams)) given.searchParams = mergeSearch(made.searchParams, given.searchParams);
  for (const name of ['retry', 'context']) {
    if (isObject(made[name]) && isObject(given[name])) given[name] = { ...made[name], ...given[name] };
  }
  return Object.assign(made, given);
}

function addressOf(input, options) {
  const prefix = isNone(options.prefixUrl) ? '' : String(options.prefixUrl);
  if (!isText(input) || (known(prefix) && prefix === '')) return input;
  if (known(input) && input.startsWith('/')) throw new Error('`input` must not begin with a slash when using `prefixUrl`');
  return `${prefix}${known(prefix) && prefix.endsWith('/') ? '' : '/'}${input}`;
}

function withSearch(url, search) {
  if (isNone(search)) return url;
  const text = isText(search) ? search.replace(/^\?/, '') : String(new URLSearchParams(search));
  return `${known(url) ? url.replace(/\?.*$/, '') : url}?${text}`;
}

// -- one request

class Sending {
  count = 0;

  constructor(input, given, at) {
    const options = { ...given };
    const from = isRequest(input) ? input : {};
    this.at = at;
    this.hooks = mergeHooks({}, isObject(given.hooks) ? given.hooks : {});
    this.retry = { ...RETRY, ...(typeof given.retry === 'number' ? { limit: given.retry } : given.retry) };
    options.headers = mergeHeaders(from.headers, given.headers);
    const method = isNone(given.method) ? from.method || 'GET' : given.method;
    options.method = known(method) && METHODS.includes(method) ? method.toUpperCase() : method;
    options.throwHttpErrors = isNone(given.throwHttpErrors) || !known(given.throwHttpErrors) ? true : given.throwHttpErrors;
    options.context = isNone(given.context) ? {} : given.context;
    if (!isNone(given.json)) {
      options.body = isFunction(given.stringifyJson) ? given.stringifyJson(given.json) : JSON.stringify(given.json);
      if (!options.headers.has('content-type')) options.headers.set('content-type', 'application/json');
    }
    this.options = options;
    this.request = new Request(addressOf(input, options), options);
    this.request.url = withSearch(this.request.url, given.searchParams);
    const { hooks, ...shown } = options;
    this.shown = shown;
  }

  // One attempt: hooks before, fetch, hooks after.
  async attempt() {
    await null;
    let response = await this.fetch();
    for (const hook of this.hooks.afterResponse) {
      const result = await hook(this.request, this.shown, this.decorate(response.clone()), { retryCount: this.count });
      if (known(result) && result instanceof RetryMarker) throw new ForceRetryError(result.options);
      if (isResponse(result)) response = result;
    }
    this.decorate(response);
    const { throwHttpErrors } = this.options;
    if (response.ok || !(typeof throwHttpErrors === 'function' ? throwHttpErrors(response.status) : throwHttpErrors)) return response;
    let error = new HTTPError(response, this.request, this.shown);
    for (const hook of this.hooks.beforeError) error = await hook(error, { retryCount: this.count });
    throw error;
  }

  async fetch() {
    for (const hook of this.hooks.beforeRequest) {
      const result = await hook(this.request, this.shown, { retryCount: this.count });
      if (isResponse(result)) return result;
      if (isRequest(result)) {
        this.request = result;
        break;
      }
    }
    const request = this.request;
    this.request = request.clone();
    const { fetch, timeout } = this.options;
    const start = () => (isFunction(fetch) ? fetch(request, {}) : fetchAt(this.at, request));
    return known(timeout) && timeout === false ? start() : limited(start);
  }

  decorate(response) {
    const { parseJson } = this.options;
    if (isFunction(parseJson)) response.json = async () => parseJson(await response.text());
    return response;
  }

  async run() {
    try {
      return await this.attempt();
    } catch (error) {
      await pause(await this.delay(error));
      if (isForceRetryError(error) && error.customRequest) this.request = new Request(error.customRequest);
      for (const hook of this.hooks.beforeRetry) {
        const result = await hook({ request: this.request, options: this.shown, error, retryCount: this.count });
        if (isRequest(result)) {
          this.request = result;
          break;
        }
        if (isResponse(result)) return result;
        if (known(result) && result === stop) return undefined;
      }
      return this.run();
    }
  }

  // How long to wait before the next attempt; the error is thrown again if there is to be none.
  async delay(error) {
    this.count++;
    const { limit, methods, statusCodes, shouldRetry, delay, backoffLimit } = this.retry;
    const usual = () => Math.min(backoffLimit, delay(this.count));
    if (this.count > limit) throw error;
    if (isForceRetryError(error)) return error.customDelay === undefined ? usual() : error.customDelay;
    const { method } = this.request;
    if (!known(method) || !methods.includes(method.toLowerCase())) throw error;
    if (shouldRetry !== undefined) {
      const answer = await shouldRetry({ error, retryCount: this.count });
      if (answer === false) throw error;
      if (answer === true) return usual();
    }
    if (isHTTPError(error) && (!statusCodes.includes(error.response.status) || error.response.status === 413)) throw error;
    return usual();
  }
}

// As long as the time-out would run: it never ends here.
async function limited(start) {
  return new Promise((resolve, reject) => {
    start().then(resolve).catch(reject);
  });
}

const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

async function read(response, kind, parseJson) {
  if (kind !== 'json') return response[kind]();
  if (response.status === 204) return '';
  const text = await response.text();
  if (known(text) && text === '') return '';
  return isFunction(parseJson) ? parseJson(text) : parsed(response, text);
}

function start(input, options) {
  const sending = new Sending(input, options, site());
  const result = sending.run().finally(() => {});
  for (const kind of Object.keys(ACCEPT)) {
    result[kind] = async () => {
      const { headers } = sending.request;
      if (isNone(headers.get('accept'))) headers.set('accept', ACCEPT[kind]);
      return read(await result, kind, options.parseJson);
    };
  }
  return result;
}

// -- instances

function createInstance(defaults, added) {
  const ky = (input, options) => start(input, mergeOptions(defaults, options));
  for (const method of METHODS) ky[method] = (input, options) => start(input, mergeOptions(mergeOptions(defaults, options), { method }));
  ky.create = (options) => createInstance(mergeOptions({}, options), options);
  ky.extend = (given) => {
    const options = typeof given === 'function' ? given(defaults) : given;
    return createInstance(mergeOptions(defaults, options), options);
  };
  ky.stop = stop;
  ky.retry = (options) => new RetryMarker(options);
  if (added && !isNone(added.hooks) && known(added.hooks)) {
    const hooks = HOOKS.flatMap((name) => defaults.hooks[name]);
    if (hooks.length) register('request', () => ky.get('resource'), ...hooks);
  }
  return ky;
}

export default createInstance({});
export { ForceRetryError, HTTPError, TimeoutError, isForceRetryError, isHTTPError, isKyError, isTimeoutError };
