// ofetch 1.x ($fetch): fetch with hooks, JSON at once, and errors for statuses of 400 and above. Order of promises and defaults of retry
// as version 1.5 does it (its documentation, and its behaviour under Node): once for methods without payload. Not modelled: time-outs.

import { known, names, register, site } from 'host';
import { AbortController, Headers, fetch as usualFetch, fetchAt, isA, isFunction, isNone, isObject, isText, parsed } from './globals.js';

const PAYLOAD = ['PATCH', 'POST', 'PUT', 'DELETE'];
const RETRIED = [408, 409, 425, 429, 500, 502, 503, 504];
const EMPTY = [101, 204, 205, 304];
const HOOKS = ['onRequest', 'onRequestError', 'onResponse', 'onResponseError'];

class FetchError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'FetchError';
  }
}

function createFetchError(context) {
  const { request, options, response, error } = context;
  const method = (isObject(request) && request.method) || options.method || 'GET';
  const url = (isObject(request) && request.url) || String(request);
  const status = response ? `${response.status} ${response.statusText}` : '<no response>';
  const reason = error ? ` ${error.message}` : '';
  const made = new FetchError(`[${method}] ${JSON.stringify(url)}: ${status}${reason}`, error ? { cause: error } : undefined);
  const read = { request, options, response };
  if (response) {
    const { status: code, statusText, _data } = response;
    Object.assign(read, { data: _data, status: code, statusCode: code, statusText, statusMessage: statusText });
  }
  for (const name of Object.keys(read)) Object.defineProperty(made, name, { value: read[name], enumerable: false, configurable: true });
  return made;
}

const hasPayload = (method) => !known(method) || PAYLOAD.includes((method || 'GET').toUpperCase());

const isThere = (value) => known(value) && !!value;

async function callHooks(context, hooks) {
  if (!Array.isArray(hooks)) {
    await hooks(context);
    return;
  }
  for (const hook of hooks) await hook(context);
}

function mergeHeaders(given, defaults) {
  if (isNone(defaults)) return new Headers(given);
  const made = new Headers(defaults);
  const more = { ...new Headers(given).map };
  for (const name of names(more)) {
    made.set(name, more[name]);
    delete more[name];
  }
  Object.assign(made.map, more);
  return made;
}

function mergeOptions(request, given, defaults) {
  const own = { ...given };
  const made = Object.assign({ ...defaults }, own);
  const from = isNone(own.headers) && isObject(request) ? request.headers : own.headers;
  made.headers = mergeHeaders(from, defaults.headers);
  const parts = [defaults.params, defaults.query, own.params, own.query].filter((each) => !isNone(each));
  made.query = made.params = parts.length ? Object.assign({}, ...parts) : undefined;
  return made;
}

const withoutSlash = (text) => (known(text) ? text.replace(/\/+$/, '') : text);

function withBase(url, base) {
  if (isNone(base) || (known(base) && (base === '' || base === '/'))) return url;
  if (known(url) && (/^[a-z][a-z\d+.-]*:/i.test(url) || url.startsWith('//'))) return url;
  const start = withoutSlash(base);
  if (known(url) && known(start) && (url === start || url.startsWith(`${start}/`) || url.startsWith(`${start}?`))) return url;
  return `${start}/${known(url) ? url.replace(/^\/+/, '') : url}`;
}

const encode = (value) => encodeURIComponent(value).replace(/%20/g, '+');

function withQuery(url, query) {
  const parts = [];
  for (const name of names(query)) {
    const value = query[name];
    if (known(value) && value === undefined) continue;
    parts.push(`${encode(name)}=${isNone(value) ? '' : encode(value)}`);
  }
  return parts.length ? `${url}${known(url) && url.includes('?') ? '&' : '?'}${parts.join('&')}` : url;
}

function kindOf(response, options) {
  if (isThere(options.parseResponse)) return 'json';
  if (isThere(options.responseType)) return options.responseType;
  const type = response.headers.get('content-type');
  if (isNone(type) || !known(type) || type === '' || /json(;|$)/i.test(type)) return 'json';
  return type.startsWith('text/') ? 'text' : 'blob';
}

function parse(response, text, own) {
  if (isFunction(own)) return own(text);
  if (known(text) && text === '') return text;
  try {
    return parsed(response, text);
  } catch {
    return text;
  }
}

function createFetch(globalOptions) {
  const { fetch, defaults = {} } = globalOptions || {};

  async function fail(at, context) {
    const { options, error, response } = context;
    const aborted = !!error && error.name === 'AbortError' && !isThere(options.timeout);
    if (!(known(options.retry) && options.retry === false) && !aborted) {
      const usual = hasPayload(options.method) ? 0 : 1;
      const retries = known(options.retry) && typeof options.retry === 'number' ? options.retry : usual;
      const status = (response && response.status) || 500;
      const statuses = known(options.retryStatusCodes) && Array.isArray(options.retryStatusCodes) ? options.retryStatusCodes : RETRIED;
      if (retries > 0 && statuses.includes(status)) {
        const delay = isFunction(options.retryDelay) ? options.retryDelay(context) : options.retryDelay;
        if (isThere(delay) && delay > 0) await new Promise((resolve) => { setTimeout(resolve, delay); });
        return raw(at, context.request, { ...options, retry: retries - 1 });
      }
    }
    throw createFetchError(context);
  }

  function prepare(context) {
    const { options } = context;
    if (isText(context.request)) {
      context.request = withBase(context.request, options.baseURL);
      if (isThere(options.query)) context.request = withQuery(context.request, options.query);
      delete options.query;
      delete options.params;
    }
    if (isNone(options.body) || !hasPayload(options.method)) return;
    const { body, headers } = options;
    const plain = isObject(body) && !isA(body, FormData) && !isA(body, URLSearchParams);
    if (!plain && !isText(body)) return;
    const type = headers.get('content-type');
    if (plain) {
      const form = type === 'application/x-www-form-urlencoded';
      options.body = form ? new URLSearchParams(body).toString() : JSON.stringify(body);
    }
    if (isNone(type)) headers.set('content-type', 'application/json');
    if (!headers.has('accept')) headers.set('accept', 'application/json');
  }

  async function raw(at, request, given) {
    const options = mergeOptions(request, given, defaults);
    const context = { request, options, response: undefined, error: undefined };
    if (!isNone(options.method)) options.method = known(options.method) ? options.method.toUpperCase() : options.method;
    if (isThere(options.onRequest)) {
      await callHooks(context, options.onRequest);
      if (!isA(context.options.headers, Headers)) context.options.headers = new Headers(context.options.headers);
    }
    prepare(context);
    try {
      const start = isFunction(fetch) ? fetch : (...args) => fetchAt(at, ...args);
      context.response = await start(context.request, context.options);
    } catch (error) {
      context.error = error;
      if (isThere(options.onRequestError)) await callHooks(context, options.onRequestError);
      return await fail(at, context);
    }
    const { response } = context;
    if (response.body && !EMPTY.includes(response.status) && options.method !== 'HEAD') {
      const kind = kindOf(response, options);
      if (kind === 'json') response._data = parse(response, await response.text(), options.parseResponse);
      else if (kind === 'stream') response._data = response.body;
      else response._data = await response[kind]();
    }
    if (isThere(options.onResponse)) await callHooks(context, options.onResponse);
    if (!isThere(options.ignoreResponseError) && context.response.status >= 400 && context.response.status < 600) {
      if (isThere(options.onResponseError)) await callHooks(context, options.onResponseError);
      return await fail(at, context);
    }
    return context.response;
  }

  const $fetch = async (request, options) => (await raw(site(), request, options))._data;
  $fetch.raw = (request, options) => raw(site(), request, options);
  $fetch.native = (...args) => (isFunction(fetch) ? fetch : usualFetch)(...args);
  $fetch.create = (more, globals) => {
    const inherited = { ...defaults, ...(globals && globals.defaults), ...more };
    return createFetch({ ...globalOptions, ...globals, defaults: inherited });
  };
  const hooks = HOOKS.flatMap((name) => (isThere(defaults[name]) ? defaults[name] : []));
  if (hooks.length) register('request', () => $fetch('/resource'), ...hooks);
  return $fetch;
}

const ofetch = createFetch();

export { ofetch as $fetch, AbortController, FetchError, Headers, createFetch, createFetchError, usualFetch as fetch, ofetch };
export default ofetch;
