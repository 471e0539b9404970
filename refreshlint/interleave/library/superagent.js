// superagent 10 (the build for browsers): chained requests, sent when they are awaited or ended. Statuses, errors and retry as version 10.4
// has them (its documentation, and its behaviour under Node). Not modelled: time-outs, progress, forms of several parts.

import { known, names, send, site } from 'host';
import { isEmpty, isNone, isObject, isText } from './globals.js';

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PATCH', 'PUT', 'DELETE'];
const RETRIED = [408, 413, 429, 500, 502, 503, 504, 521, 522, 524];
const TYPES = { json: 'application/json', form: 'application/x-www-form-urlencoded', html: 'text/html', xml: 'text/xml' };
const CHAINED = [
  'timeout', 'withCredentials', 'redirects', 'buffer', 'parse', 'serialize', 'responseType', 'sortQuery', 'attach', 'field', 'ca', 'key',
];

class Response {
  constructor(request, answer) {
    const { status, headers, body, text } = answer;
    const none = known(body) && body === undefined;
    Object.assign(this, {
      req: request, status, statusCode: status, text, body: none ? null : body, header: headers, headers, statusText: '',
      ok: status >= 200 && status < 300, clientError: status >= 400 && status < 500, serverError: status >= 500,
      unauthorized: status === 401, forbidden: status === 403, notFound: status === 404, badRequest: status === 400,
      noContent: status === 204, type: 'application/json', error: false,
    });
    if (status < 400) return;
    this.error = new Error(`cannot ${request.method} ${request.url} (${status})`);
    Object.assign(this.error, { status, method: request.method, url: request.url });
  }

  get(name) {
    return this.headers[name.toLowerCase()];
  }
}

class Request {
  header = {};
  #parts = [];
  #data = undefined;
  #listeners = [];
  #retries = 0;
  #most = 0;
  #decide = undefined;
  #isOk = undefined;
  #done = undefined;
  #aborted = false;

  constructor(method, url, at) {
    this.method = method;
    this.url = url;
    Object.defineProperty(this, 'at', { value: at, enumerable: false });
  }

  set(name, value) {
    if (!isText(name)) Object.assign(this.header, { ...name });
    else this.header[name] = value;
    return this;
  }

  unset(name) {
    delete this.header[name];
    return this;
  }

  get(name) {
    for (const each of names(this.header)) if (each.toLowerCase() === name.toLowerCase()) return this.header[each];
    return undefined;
  }

  type(kind) {
    return this.set('Content-Type', TYPES[kind] || kind);
  }

  accept(kind) {
    return this.set('Accept', TYPES[kind] || kind);
  }

  auth(user, pass, options) {
    const kind = (isObject(pass) ? pass : options || {}).type;
    const basic = () => `Basic ${btoa(`${user}:${isText(pass) ? pass : ''}`)}`;
    return this.set('Authorization', kind === 'bearer' ? `Bearer ${user}` : basic());
  }

  query(given) {
    const text = isText(given) ? given : String(new URLSearchParams(given));
    if (!known(text) || text !== '') this.#parts.push(text);
    return this;
  }

  send(data) {
    if (!known(data)) {
      this.#data = data;
      return this;
    }
    if (isText(data)) {
      if (isNone(this.get('content-type'))) this.type('form');
      this.#data = this.#data ? `${this.#data}&${data}` : data;
      return this;
    }
    const merged = typeof this.#data === 'object' && !Array.isArray(data);
    this.#data = merged ? Object.assign(this.#data, data) : Array.isArray(data) ? data : { ...data };
    if (isNone(this.get('content-type'))) this.type('json');
    return this;
  }

  retry(most, decide) {
    this.#most = most === undefined || most === true ? 1 : most;
    this.#decide = decide;
    return this;
  }

  ok(isOk) {
    this.#isOk = isOk;
    return this;
  }

  use(plugin) {
    plugin(this);
    return this;
  }

  on(type, listener) {
    this.#listeners.push([type, listener]);
    return this;
  }

  once(type, listener) {
    return this.on(type, listener);
  }

  abort() {
    this.#aborted = true;
    this.#emit('abort');
    return this;
  }

  #emit(type, value) {
    for (const [name, listener] of this.#listeners) if (name === type) listener.call(this, value);
  }

  #body() {
    const data = this.#data;
    if (!isObject(data) || this.method === 'GET' || this.method === 'HEAD') return data;
    const type = this.get('content-type');
    return known(type) && type === TYPES.form ? String(new URLSearchParams(data)) : JSON.stringify(data);
  }

  end(callback) {
    const query = this.#parts.join('&');
    if (this.#parts.length) this.url = `${this.url}${known(this.url) && this.url.includes('?') ? '&' : '?'}${query}`;
    this.#start(callback || (() => {}));
    return this;
  }

  #start(callback) {
    this.#emit('request', this);
    send({ method: this.method, url: this.url, headers: this.header, body: this.#body(), site: this.at }).then((answer) => {
      if (this.#aborted) return;
      if (answer.lost) {
        const error = new Error('Request has been terminated\nPossible causes: the network is offline');
        this.#finish(Object.assign(error, { crossDomain: true, method: this.method, url: this.url }), undefined, callback);
        return;
      }
      const response = new Response(this, answer);
      this.#emit('response', response);
      let error = null;
      try {
        const fine = this.#isOk ? this.#isOk(response) : response.ok;
        if (!fine) error = new Error(isEmpty(response.text) ? 'Unsuccessful HTTP response' : response.text);
      } catch (thrown) {
        error = thrown;
      }
      if (error) Object.assign(error, { original: null, response, status: error.status || response.status });
      this.#finish(error, response, callback);
    });
  }

  #finish(error, response, callback) {
    if (this.#shouldRetry(error, response)) {
      this.#start(callback);
      return;
    }
    if (error && this.#most) error.retries = this.#retries - 1;
    if (error && this.#listeners.some(([type]) => type === 'error')) this.#emit('error', error);
    callback(error, response);
  }

  #shouldRetry(error, response) {
    if (!this.#most || this.#retries++ >= this.#most) return false;
    const told = this.#decide ? this.#decide(error, response) : undefined;
    if (told === true || told === false) return told;
    if (response && RETRIED.includes(response.status)) return true;
    return !!error && error.crossDomain === true;
  }

  then(resolve, reject) {
    this.#done ??= new Promise((settle, fail) => {
      this.on('abort', () => fail(Object.assign(new Error('Aborted'), { code: 'ABORTED' })));
      this.end((error, response) => (error ? fail(error) : settle(response)));
    });
    return this.#done.then(resolve, reject);
  }

  catch(reject) {
    return this.then(undefined, reject);
  }

  finally(callback) {
    return this.then((value) => value).finally(callback);
  }
}
for (const name of CHAINED) {
  Request.prototype[name] = function chained() {
    return this;
  };
}

class Agent {
  #defaults = [];

  constructor() {
    for (const name of [...CHAINED, 'use', 'on', 'once', 'set', 'query', 'type', 'accept', 'auth', 'retry', 'ok']) {
      this[name] = (...args) => {
        this.#defaults.push([name, args]);
        return this;
      };
    }
    for (const method of METHODS) {
      this[method.toLowerCase()] = (url, callback) => {
        const made = new Request(method, url, site());
        for (const [name, args] of this.#defaults) made[name](...args);
        if (callback) made.end(callback);
        return made;
      };
    }
    this.del = this.delete;
  }
}

function request(method, url) {
  const [verb, address] = known(url) && (url === undefined || typeof url === 'function') ? ['GET', method] : [method, url];
  const made = new Request(verb, address, site());
  if (typeof url === 'function') made.end(url);
  return made;
}

for (const method of METHODS) {
  request[method.toLowerCase()] = (url, data, callback) => {
    const made = new Request(method, url, site());
    const end = typeof data === 'function' ? data : callback;
    if (!isNone(data) && typeof data !== 'function') {
      if (method === 'GET' || method === 'HEAD') made.query(data);
      else made.send(data);
    }
    if (end) made.end(end);
    return made;
  };
}
request.del = request.delete;
request.agent = () => new Agent();
request.Request = Request;
request.Response = Response;

request.default = request;
module.exports = request;
