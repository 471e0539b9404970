// openapi-fetch: a typed client over fetch with middleware. Order of promises as version 0.17 does it (its documentation, and its
// behaviour under Node): requests pass the middleware in order, responses and errors in reverse. Results are { data | error, response }.

import { known, names, register, site } from 'host';
import { Headers, Request, Response, fetchAt, isA, isFunction, isNone, isObject, parsed } from './globals.js';

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];
const withoutSlash = (url) => (known(url) && url.endsWith('/') ? url.slice(0, -1) : url);

function mergeHeaders(...all) {
  const made = new Headers();
  for (const each of all) {
    if (isNone(each)) continue;
    const given = { ...(isA(each, Headers) ? each.map : each) };
    for (const name of names(given)) {
      const value = given[name];
      if (known(value) && value === null) made.delete(name);
      else if (!known(value) || value !== undefined) made.set(name, value);
      delete given[name];
    }
    Object.assign(made.map, given);
  }
  return made;
}

function serializeBody(body, headers) {
  if (isA(body, FormData)) return body;
  const type = headers.get('content-type');
  if (known(type) && type === 'application/x-www-form-urlencoded') return new URLSearchParams(body).toString();
  return JSON.stringify(body);
}

function serializeQuery(query) {
  const parts = [];
  for (const name of names(query)) {
    if (!isNone(query[name])) parts.push(...[query[name]].flat().map((each) => `${name}=${encodeURIComponent(each)}`));
  }
  return parts.join('&');
}

function serializePath(path, values) {
  let made = path;
  for (const name of names(values)) made = made.replace(`{${name}}`, encodeURIComponent(values[name]));
  return made;
}

function addressOf(base, path, params, options) {
  let url = `${base}${path}`;
  if (isObject(params.path)) url = options.pathSerializer(url, params.path);
  const search = options.querySerializer(isObject(params.query) ? params.query : {});
  return known(search) && search === '' ? url : `${url}?${search}`;
}

async function resultOf(response, request, parseAs) {
  if (response.status === 204 || request.method === 'HEAD' || response.headers.get('content-length') === '0') {
    return response.ok ? { data: undefined, response } : { error: undefined, response };
  }
  if (response.ok) {
    const read = async () => {
      if (parseAs === 'stream') return response.body;
      if (parseAs !== 'json') return await response[parseAs]();
      const text = await response.text();
      return known(text) && text === '' ? undefined : parsed(response, text);
    };
    return { data: await read(), response };
  }
  let error = await response.text();
  try {
    error = parsed(response, error);
  } catch {
    // then the text is what there is
  }
  return { error, response };
}

export default function createClient(clientOptions) {
  const { baseUrl, fetch: ownFetch, headers: ownHeaders, querySerializer, bodySerializer, pathSerializer, ...init } = { ...clientOptions };
  const middlewares = [];

  async function run(at, schemaPath, given) {
    const { baseUrl: base, fetch = ownFetch, headers, params: ownParams, parseAs = 'json', body, middleware: added, ...rest } = given;
    const params = isNone(ownParams) ? {} : ownParams;
    const options = Object.freeze({
      baseUrl: withoutSlash([base, baseUrl, ''].find((each) => !isNone(each))), fetch, parseAs,
      querySerializer: [querySerializer, serializeQuery].find(isFunction),
      bodySerializer: [given.bodySerializer, bodySerializer, serializeBody].find(isFunction),
      pathSerializer: [given.pathSerializer, pathSerializer, serializePath].find(isFunction),
    });
    const own = mergeHeaders(ownHeaders, headers, params.header);
    const text = known(body) && body === undefined ? undefined : options.bodySerializer(body, own);
    const isForm = isA(text, FormData);
    const kind = isForm || (known(text) && text === undefined) ? {} : { 'Content-Type': 'application/json' };
    let request = new Request(addressOf(options.baseUrl, schemaPath, params, options), {
      redirect: 'follow', ...init, ...rest, body: text, headers: mergeHeaders(kind, ownHeaders, headers, params.header),
    });
    const all = [...middlewares, ...(isObject(added) ? added : [])];
    const about = { schemaPath, params, options, id: 'request' };
    let response;

    for (const each of all) {
      if (!isFunction(each.onRequest)) continue;
      const result = await each.onRequest({ request, ...about });
      if (isNone(result)) continue;
      if (isA(result, Request)) {
        request = result;
      } else if (isA(result, Response)) {
        response = result;
        break;
      } else {
        throw new Error('onRequest: must return new Request() or Response() when modifying the request');
      }
    }
    if (response) return resultOf(response, request, parseAs);

    try {
      response = await (isFunction(fetch) ? fetch(request) : fetchAt(at, request));
    } catch (error) {
      let failure = error;
      for (const each of [...all].reverse()) {
        if (!isFunction(each.onError)) continue;
        const result = await each.onError({ request, error: failure, ...about });
        if (isNone(result)) continue;
        if (isA(result, Response)) {
          response = result;
          break;
        }
        failure = result;
      }
      if (!response) throw failure;
    }
    for (const each of [...all].reverse()) {
      if (!isFunction(each.onResponse)) continue;
      const result = await each.onResponse({ request, response, ...about });
      if (isNone(result)) continue;
      if (!isA(result, Response)) throw new Error('onResponse: must return new Response() when modifying the response');
      response = result;
    }
    return resultOf(response, request, parseAs);
  }

  const client = {
    request: (method, path, options) => run(site(), path, { ...options, method: method.toUpperCase() }),
    use(...added) {
      for (const each of added) {
        if (isNone(each)) continue;
        middlewares.push(each);
        const hooks = [each.onRequest, each.onResponse, each.onError].filter(isFunction);
        register('request', () => client.GET('/resource'), ...hooks);
      }
    },
    eject(...removed) {
      for (const each of removed) if (middlewares.includes(each)) middlewares.splice(middlewares.indexOf(each), 1);
    },
  };
  for (const method of METHODS) client[method] = (path, options) => run(site(), path, { ...options, method });
  return client;
}
