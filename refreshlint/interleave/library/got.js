// got 11 to 14: requests with hooks, of Node programs. As its documentation says: a status that is no success throws HTTPError; hooks of
// afterResponse run in order and may send again with retryWithMergedOptions(), for which only the hooks before the present one run;
// GET, PUT, HEAD, DELETE, OPTIONS and TRACE are sent up to two times more after network errors and the statuses below; 401 is not.

import { known, names, register, send, site } from 'host';
import { isA, isEmpty, isNone, isObject, isText } from './globals.js';

const METHODS = ['get', 'post', 'put', 'patch', 'head', 'delete'];
const HOOKS = ['init', 'beforeRequest', 'afterResponse', 'beforeError', 'beforeRetry', 'beforeRedirect'];
const RETRY = {
  limit: 2, methods: ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'], statusCodes: [408, 413, 429, 500, 502, 503, 504, 521, 522, 524],
};

class RequestError extends Error {
  constructor(message, code, options) {
    super(message);
    Object.assign(this, { name: 'RequestError', code, options });
  }
}

class HTTPError extends RequestError {
  constructor(response, options) {
    super(`Response code ${response.statusCode}`, 'ERR_NON_2XX_3XX_RESPONSE', options);
    Object.assign(this, { name: 'HTTPError', response });
  }
}

function mergeOptions(one, two) {
  const given = { ...two };
  const made = Object.assign({ ...one }, given);
  made.headers = { ...one.headers };
  const headers = { ...given.headers };
  for (const name of names(headers)) {
    made.headers[name.toLowerCase()] = headers[name];
    if (name !== name.toLowerCase()) delete headers[name];
  }
  Object.assign(made.headers, headers);
  made.hooks = { ...one.hooks };
  for (const name of HOOKS) made.hooks[name] = [...((one.hooks && one.hooks[name]) || []), ...((given.hooks && given.hooks[name]) || [])];
  made.retry = { ...RETRY, ...one.retry, ...(typeof given.retry === 'number' ? { limit: given.retry } : given.retry) };
  made.context = { ...one.context, ...given.context };
  return made;
}

function addressOf(options) {
  const { url, prefixUrl, searchParams } = options;
  const path = isObject(url) ? String(url) : url;
  const start = isEmpty(prefixUrl) ? '' : `${prefixUrl}${known(prefixUrl) && prefixUrl.endsWith('/') ? '' : '/'}`;
  const query = isNone(searchParams) ? '' : `?${new URLSearchParams(searchParams)}`;
  return `${start}${path}${query}`;
}

function bodyOf(options) {
  if (!isNone(options.json)) return JSON.stringify(options.json);
  return isNone(options.form) ? options.body : new URLSearchParams(options.form);
}

async function attempt(options, at) {
  for (const hook of options.hooks.beforeRequest) await hook(options);
  const { method, headers } = options;
  const answer = await send({ method, url: addressOf(options), headers, body: bodyOf(options), site: at });
  if (answer.lost) throw new RequestError('network', 'ECONNRESET', options);
  const { status, body, text } = answer;
  const shown = options.responseType === 'json' ? body : text;
  const ok = status >= 200 && status < 300;
  return { statusCode: status, ok, body: shown, rawBody: text, headers: answer.headers, value: body, url: addressOf(options) };
}

const mayRetry = ({ retry, method }, count, response) => count < retry.limit && retry.methods.includes(method)
  && (!response || retry.statusCodes.includes(response.statusCode));

async function run(options, at, count) {
  let response;
  let error;
  try {
    response = await attempt(options, at);
    for (let i = 0; i < options.hooks.afterResponse.length; i++) {
      const again = (more) => {
        const merged = mergeOptions(options, more);
        merged.hooks.afterResponse = options.hooks.afterResponse.slice(0, i);
        return run(merged, at, count);
      };
      response = await options.hooks.afterResponse[i](response, again);
    }
    if (response.ok || options.throwHttpErrors === false) return response;
    error = new HTTPError(response, options);
  } catch (thrown) {
    error = thrown;
  }
  if (error instanceof RequestError && mayRetry(options, count, error.response)) {
    await new Promise((resolve) => { setTimeout(resolve, 1000 * 2 ** count); });
    for (const hook of options.hooks.beforeRetry) await hook(error, count + 1);
    return run(options, at, count + 1);
  }
  for (const hook of options.hooks.beforeError) error = await hook(error);
  throw error;
}

function createInstance(defaults) {
  const got = (url, given) => {
    const isUrl = isText(url) || !known(url) || isA(url, URL);
    const options = mergeOptions(defaults, isUrl ? { ...given, url } : url);
    options.method = isNone(options.method) ? 'GET' : options.method;
    if (known(options.method)) options.method = options.method.toUpperCase();
    for (const hook of options.hooks.init) hook(given || {}, options);
    const result = run(options, site(), 0);
    const shaped = options.resolveBodyOnly ? result.then((response) => response.body) : result;
    return Object.assign(shaped, {
      json: async () => (await result).value,
      text: async () => (await result).rawBody,
      buffer: async () => (await result).rawBody,
      cancel: () => {},
      on: () => shaped,
    });
  };
  for (const method of METHODS) got[method] = (url, options) => got(url, { ...options, method: method.toUpperCase() });
  got.defaults = { options: defaults };
  got.extend = (...all) => {
    const made = createInstance(all.reduce((one, two) => mergeOptions(one, two.defaults ? two.defaults.options : two), defaults));
    const hooks = all.flatMap((each) => HOOKS.flatMap((name) => (each.hooks && each.hooks[name]) || []));
    if (hooks.length) register('request', () => made.get('resource'), ...hooks);
    return made;
  };
  return got;
}

const got = createInstance(mergeOptions({}, {}));

export { HTTPError, RequestError, got };
export default got;
